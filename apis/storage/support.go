// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package storage is the contract of the Storage API: its definition, and what every
// cloud makes of its parameters.
package storage

import (
	"slices"

	"github.com/hyperscalar/hyperscalar/internal/parity"
)

// Support says what every cloud makes of every parameter of a Storage.
func Support() parity.Table {
	return slices.Concat(
		commonSupport(),
		typeSupport(),
		encryptionSupport(),
		accessSupport(),
		lifecycleSupport(),
		retentionSupport(),
		corsSupport(),
		logSupport(),
		volumeSupport(),
		networkSupport(),
		protectionSupport(),
	)
}

func commonSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("provider"),
		parity.Everywhere("region"),
		parity.Everywhere("environment"),
		{
			Path:  "tags",
			AWS:   parity.Supports(""),
			Azure: parity.Supports("accounts, disks, vaults and endpoints have them; containers and shares have none of their own"),
			GCP:   parity.Supports("as labels"),
		},
		parity.Everywhere("deletionPolicy"),
		parity.Everywhere("shareWith"),
	}
}

func typeSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("type"),
		{
			Path:  "type=Object",
			AWS:   parity.Supports("an S3 bucket"),
			Azure: parity.Supports("a container in a storage account of its own, whose keys are off: the ProviderConfig must have `storageUseAzureAD: true`"),
			GCP:   parity.Supports("a Cloud Storage bucket with uniform access"),
		},
		{
			Path:  "type=Block",
			AWS:   parity.Supports("an EBS volume"),
			Azure: parity.Supports("a managed disk"),
			GCP:   parity.Supports("a persistent disk"),
		},
		{
			Path:  "type=File",
			AWS:   parity.Supports("EFS with a mount target in each zone; mounted over TLS by identities that were granted access, as with the EFS mount helper and its options tls and iam"),
			Azure: parity.Supports("an NFS share in a premium storage account, mounted through a private endpoint; NFS has no TLS there, and the keys of the account stay on because the provider manages shares with them"),
			GCP:   parity.Supports("a Filestore instance"),
		},
		{
			Path:  "versioning",
			AWS:   parity.Supports(""),
			Azure: parity.Supports("of the storage account, with soft delete for 7 days beside it"),
			GCP:   parity.Supports("with soft delete for 7 days beside it; a bucket with retention has none, because nothing is overwritten there before its time"),
		},
	}
}

func encryptionSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("encryption.key.type"),
		{
			Path:  "encryption.key.type=Platform",
			AWS:   parity.Supports("SSE-S3, and the account's own keys of EBS and EFS"),
			Azure: parity.Supports("keys of Microsoft"),
			GCP:   parity.Supports("keys of Google"),
		},
		{
			Path:  "encryption.key.type=Customer",
			AWS:   parity.Supports("a KMS key, rotated each year where it is created"),
			Azure: parity.Supports("a Key Vault key, with an identity that may use it; one that is created is rotated each year, in a vault that cannot be purged"),
			GCP:   parity.Supports("a Cloud KMS key, which the service agent of the project may use; one that is created needs the id and the number of the project in the environment, and stays behind, because GCP never deletes keys; a file system needs performance high"),
		},
		{
			Path:  "encryption.key.id",
			AWS:   parity.Supports("the ARN of a key, not of an alias"),
			Azure: parity.Supports("the resource id of a key without its version, in a vault with Azure RBAC where the provider may assign roles"),
			GCP:   parity.Supports("projects/.../cryptoKeys/..., without a version"),
		},
	}
}

func accessSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("publicAccess"),
		{
			Path:  "publicAccess=Blocked",
			AWS:   parity.Supports("blocked four ways, and no ACLs"),
			Azure: parity.Supports("for the whole storage account"),
			GCP:   parity.Supports("public access prevention is enforced"),
		},
		{
			Path:  "publicAccess=Read",
			AWS:   parity.Supports("through the bucket policy, of the storage and not of its copy; refused with a key of the customer, which strangers cannot use"),
			Azure: parity.Supports("anonymous access to blobs, and not to the list of them"),
			GCP:   parity.Supports("allUsers may read objects, and not list them"),
		},
	}
}

func lifecycleSupport() parity.Table {
	return parity.Table{
		parity.Everywhere("lifecycle[].prefix"),
		parity.Everywhere("lifecycle[].after"),
		parity.Everywhere("lifecycle[].action"),
		parity.Everywhere("lifecycle[].action=expire"),
		{
			Path:  "lifecycle[].action=archive",
			AWS:   parity.Supports("Glacier Instant Retrieval"),
			Azure: parity.Supports("the cold tier"),
			GCP:   parity.Supports("the Archive class"),
		},
		{
			Path:  "lifecycle[].action=abort",
			AWS:   parity.Supports(""),
			Azure: parity.Emulates("Azure removes them after 7 days by itself: `after` must be 7, and there must be no `prefix`"),
			GCP:   parity.Supports(""),
		},
		parity.Everywhere("lifecycle[].versions"),
		parity.Everywhere("lifecycle[].versions=Current"),
		{
			Path:  "lifecycle[].versions=Noncurrent",
			AWS:   parity.Supports(""),
			Azure: parity.Emulates("the days count from when the version was written, because Azure does not know since when it is noncurrent"),
			GCP:   parity.Supports(""),
		},
	}
}

func retentionSupport() parity.Table {
	return parity.Table{
		{
			Path:  "retention.mode",
			AWS:   parity.Supports("object lock of the bucket"),
			Azure: parity.Supports("an immutability policy of the container; what is retained cannot be overwritten either"),
			GCP:   parity.Supports("a retention policy of the bucket"),
		},
		{
			Path:  "retention.mode=Governance",
			AWS:   parity.Supports("lifted by whoever has s3:BypassGovernanceRetention"),
			Azure: parity.Supports("an unlocked policy, lifted by whoever may change it"),
			GCP:   parity.Supports("an unlocked policy, lifted by whoever may change the bucket"),
		},
		{
			Path:  "retention.mode=Compliance",
			AWS:   parity.Supports("lifted by nobody"),
			Azure: parity.Supports("a locked policy, lifted by nobody; Azure extends it 5 times at most"),
			GCP:   parity.Supports("a locked policy, lifted by nobody"),
		},
		parity.Everywhere("retention.days"),
		{
			Path:  "replication.region",
			AWS:   parity.Supports("a second bucket, as protected as the first; for objects that are written from then on"),
			Azure: parity.Supports("a second storage account, as protected as the first, with object replication"),
			GCP:   parity.Emulates("the bucket spans both regions; it is decided when the bucket is created, and both must be of one continent: Asia, Europe or the United States; not with a key of the environment"),
		},
	}
}

func corsSupport() parity.Table {
	return parity.Table{
		{
			Path:  "cors[].origins",
			AWS:   parity.Supports(""),
			Azure: parity.Supports(""),
			GCP:   parity.Supports("each in full, or `*`: https://*.example.com is refused"),
		},
		parity.Everywhere("cors[].methods"),
		{
			Path:  "cors[].headers",
			AWS:   parity.Supports("with `*` once at most"),
			Azure: parity.Supports("with `*` at the end only, and two such patterns in a rule at most"),
			GCP:   parity.Supports("one list with exposeHeaders"),
		},
		{
			Path:  "cors[].exposeHeaders",
			AWS:   parity.Supports("each in full, without `*`"),
			Azure: parity.Supports("with `*` at the end only, and two such patterns in a rule at most"),
			GCP:   parity.Supports(""),
		},
		parity.Everywhere("cors[].maxAgeSeconds"),
	}
}

func logSupport() parity.Table {
	return parity.Table{
		{
			Path:  "accessLogs.enabled",
			AWS:   parity.Supports("to a bucket of their own; of the storage, not of its copy"),
			Azure: parity.Supports("to a storage account of their own"),
			GCP:   parity.Supports("usage logs to a bucket of their own"),
		},
		parity.Everywhere("accessLogs.retentionDays"),
	}
}

func volumeSupport() parity.Table {
	return parity.Table{
		{
			Path:  "sizeGiB",
			AWS:   parity.Supports("a volume up to 16384; EFS grows by itself, so that the size of a file system is only recorded"),
			Azure: parity.Supports("a disk up to 32767, a share up to 65536"),
			GCP:   parity.Supports("a disk up to 65536; a file system from 1024 to 65433, and with performance high from 1024 to 9984 in steps of 256 or from 10240 in steps of 2560"),
		},
		parity.Everywhere("performance"),
		{
			Path:  "performance=standard",
			AWS:   parity.Supports("gp3 with 3000 operations and 125 MiB each second; elastic throughput of EFS"),
			Azure: parity.Supports("standard SSDs; file shares are on premium SSDs anyway"),
			GCP:   parity.Supports("balanced persistent disks; the basic tier of Filestore"),
		},
		{
			Path:  "performance=high",
			AWS:   parity.Supports("gp3 with 500 operations each second for each GiB, up to 16000 and 1000 MiB; EFS is as fast as it gets anyway"),
			Azure: parity.Supports("premium SSDs; a share gets more speed with its size only"),
			GCP:   parity.Supports("SSD persistent disks, which cannot be changed later; the zonal tier of Filestore"),
		},
		{
			Path:  "zone",
			AWS:   parity.Supports(""),
			Azure: parity.Supports("must be a in a region without zones"),
			GCP:   parity.Supports(""),
		},
	}
}

func networkSupport() parity.Table {
	object := parity.Field{
		AWS:   parity.Supports("a file system is mounted there; the bucket policy denies to read, write and delete objects from elsewhere, so that the Network needs an endpoint for `ObjectStorage`; whoever may list objects may do so from anywhere, and the copy in another region is closed"),
		Azure: parity.Supports("a file system has a private endpoint there; refused for an Object, because the provider must reach the storage account from outside of the Network"),
		GCP:   parity.Supports("a file system is connected to it; refused for an Object, which Private Google Access reaches without the internet anyway"),
	}
	name, namespace := object, parity.Everywhere("networkRef.namespace")
	name.Path = "networkRef.name"
	return parity.Table{name, namespace}
}

func protectionSupport() parity.Table {
	const blind = "a volume or a file system"
	return parity.Table{
		parity.Everywhere("protection.deletion"),
		parity.Everywhere("protection.whenNotEmpty"),
		{
			Path:  "protection.whenNotEmpty=Keep",
			AWS:   parity.Supports("S3 deletes an empty bucket only; deleting " + blind + " is refused"),
			Azure: parity.Emulates("Azure does not tell whether a container, a volume or a file system is empty: deleting is refused"),
			GCP:   parity.Supports("Cloud Storage deletes an empty bucket only; deleting " + blind + " is refused"),
		},
		parity.Everywhere("protection.whenNotEmpty=Delete"),
	}
}
