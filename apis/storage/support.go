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

// Readme returns a reference page of the API with the support matrix as it is now.
func Readme(content string) (string, error) { return Support().Into(content) }

func supported(note string) parity.Entry {
	return parity.Entry{Level: parity.Supported, Note: note}
}

func emulated(note string) parity.Entry {
	return parity.Entry{Level: parity.Emulated, Note: note}
}

// everywhere is a parameter that all clouds support alike.
func everywhere(path string) parity.Field {
	return parity.Field{Path: path, AWS: supported(""), Azure: supported(""), GCP: supported("")}
}

func commonSupport() parity.Table {
	return parity.Table{
		everywhere("provider"),
		everywhere("region"),
		everywhere("environment"),
		{
			Path:  "tags",
			AWS:   supported(""),
			Azure: supported("accounts, disks, vaults and endpoints have them; containers and shares have none of their own"),
			GCP:   supported("as labels"),
		},
		everywhere("deletionPolicy"),
		everywhere("shareWith"),
	}
}

func typeSupport() parity.Table {
	return parity.Table{
		everywhere("type"),
		{
			Path:  "type=Object",
			AWS:   supported("an S3 bucket"),
			Azure: supported("a container in a storage account of its own, whose keys are off: the ProviderConfig must have `storageUseAzureAD: true`"),
			GCP:   supported("a Cloud Storage bucket with uniform access"),
		},
		{
			Path:  "type=Block",
			AWS:   supported("an EBS volume"),
			Azure: supported("a managed disk"),
			GCP:   supported("a persistent disk"),
		},
		{
			Path:  "type=File",
			AWS:   supported("EFS with a mount target in each zone; mounted over TLS by identities that were granted access, as with the EFS mount helper and its options tls and iam"),
			Azure: supported("an NFS share in a premium storage account, mounted through a private endpoint; NFS has no TLS there, and the keys of the account stay on because the provider manages shares with them"),
			GCP:   supported("a Filestore instance"),
		},
		{
			Path:  "versioning",
			AWS:   supported(""),
			Azure: supported("of the storage account, with soft delete for 7 days beside it"),
			GCP:   supported("with soft delete for 7 days beside it; a bucket with retention has none, because nothing is overwritten there before its time"),
		},
	}
}

func encryptionSupport() parity.Table {
	return parity.Table{
		everywhere("encryption.key.type"),
		{
			Path:  "encryption.key.type=Platform",
			AWS:   supported("SSE-S3, and the account's own keys of EBS and EFS"),
			Azure: supported("keys of Microsoft"),
			GCP:   supported("keys of Google"),
		},
		{
			Path:  "encryption.key.type=Customer",
			AWS:   supported("a KMS key, rotated each year where it is created"),
			Azure: supported("a Key Vault key, with an identity that may use it; one that is created is rotated each year, in a vault that cannot be purged"),
			GCP:   supported("a Cloud KMS key, which the service agent of the project may use; one that is created needs the id and the number of the project in the environment, and stays behind, because GCP never deletes keys; a file system needs performance high"),
		},
		{
			Path:  "encryption.key.id",
			AWS:   supported("the ARN of a key, not of an alias"),
			Azure: supported("the resource id of a key without its version, in a vault with Azure RBAC where the provider may assign roles"),
			GCP:   supported("projects/.../cryptoKeys/..., without a version"),
		},
	}
}

func accessSupport() parity.Table {
	return parity.Table{
		everywhere("publicAccess"),
		{
			Path:  "publicAccess=Blocked",
			AWS:   supported("blocked four ways, and no ACLs"),
			Azure: supported("for the whole storage account"),
			GCP:   supported("public access prevention is enforced"),
		},
		{
			Path:  "publicAccess=Read",
			AWS:   supported("through the bucket policy, of the storage and not of its copy; refused with a key of the customer, which strangers cannot use"),
			Azure: supported("anonymous access to blobs, and not to the list of them"),
			GCP:   supported("allUsers may read objects, and not list them"),
		},
	}
}

func lifecycleSupport() parity.Table {
	return parity.Table{
		everywhere("lifecycle[].prefix"),
		everywhere("lifecycle[].after"),
		everywhere("lifecycle[].action"),
		everywhere("lifecycle[].action=expire"),
		{
			Path:  "lifecycle[].action=archive",
			AWS:   supported("Glacier Instant Retrieval"),
			Azure: supported("the cold tier"),
			GCP:   supported("the Archive class"),
		},
		{
			Path:  "lifecycle[].action=abort",
			AWS:   supported(""),
			Azure: emulated("Azure removes them after 7 days by itself: `after` must be 7, and there must be no `prefix`"),
			GCP:   supported(""),
		},
		everywhere("lifecycle[].versions"),
		everywhere("lifecycle[].versions=Current"),
		{
			Path:  "lifecycle[].versions=Noncurrent",
			AWS:   supported(""),
			Azure: emulated("the days count from when the version was written, because Azure does not know since when it is noncurrent"),
			GCP:   supported(""),
		},
	}
}

func retentionSupport() parity.Table {
	return parity.Table{
		{
			Path:  "retention.mode",
			AWS:   supported("object lock of the bucket"),
			Azure: supported("an immutability policy of the container; what is retained cannot be overwritten either"),
			GCP:   supported("a retention policy of the bucket"),
		},
		{
			Path:  "retention.mode=Governance",
			AWS:   supported("lifted by whoever has s3:BypassGovernanceRetention"),
			Azure: supported("an unlocked policy, lifted by whoever may change it"),
			GCP:   supported("an unlocked policy, lifted by whoever may change the bucket"),
		},
		{
			Path:  "retention.mode=Compliance",
			AWS:   supported("lifted by nobody"),
			Azure: supported("a locked policy, lifted by nobody; Azure extends it 5 times at most"),
			GCP:   supported("a locked policy, lifted by nobody"),
		},
		everywhere("retention.days"),
		{
			Path:  "replication.region",
			AWS:   supported("a second bucket, as protected as the first; for objects that are written from then on"),
			Azure: supported("a second storage account, as protected as the first, with object replication"),
			GCP:   emulated("the bucket spans both regions; it is decided when the bucket is created, and both must be of one continent: Asia, Europe or the United States; not with a key of the environment"),
		},
	}
}

func corsSupport() parity.Table {
	return parity.Table{
		{
			Path:  "cors[].origins",
			AWS:   supported(""),
			Azure: supported(""),
			GCP:   supported("each in full, or `*`: https://*.example.com is refused"),
		},
		everywhere("cors[].methods"),
		{
			Path:  "cors[].headers",
			AWS:   supported("with `*` once at most"),
			Azure: supported("with `*` at the end only, and two such patterns in a rule at most"),
			GCP:   supported("one list with exposeHeaders"),
		},
		{
			Path:  "cors[].exposeHeaders",
			AWS:   supported("each in full, without `*`"),
			Azure: supported("with `*` at the end only, and two such patterns in a rule at most"),
			GCP:   supported(""),
		},
		everywhere("cors[].maxAgeSeconds"),
	}
}

func logSupport() parity.Table {
	return parity.Table{
		{
			Path:  "accessLogs.enabled",
			AWS:   supported("to a bucket of their own; of the storage, not of its copy"),
			Azure: supported("to a storage account of their own"),
			GCP:   supported("usage logs to a bucket of their own"),
		},
		everywhere("accessLogs.retentionDays"),
	}
}

func volumeSupport() parity.Table {
	return parity.Table{
		{
			Path:  "sizeGiB",
			AWS:   supported("a volume up to 16384; EFS grows by itself, so that the size of a file system is only recorded"),
			Azure: supported("a disk up to 32767, a share up to 65536"),
			GCP:   supported("a disk up to 65536; a file system from 1024 to 65433, and with performance high from 1024 to 9984 in steps of 256 or from 10240 in steps of 2560"),
		},
		everywhere("performance"),
		{
			Path:  "performance=standard",
			AWS:   supported("gp3 with 3000 operations and 125 MiB each second; elastic throughput of EFS"),
			Azure: supported("standard SSDs; file shares are on premium SSDs anyway"),
			GCP:   supported("balanced persistent disks; the basic tier of Filestore"),
		},
		{
			Path:  "performance=high",
			AWS:   supported("gp3 with 500 operations each second for each GiB, up to 16000 and 1000 MiB; EFS is as fast as it gets anyway"),
			Azure: supported("premium SSDs; a share gets more speed with its size only"),
			GCP:   supported("SSD persistent disks, which cannot be changed later; the zonal tier of Filestore"),
		},
		{
			Path:  "zone",
			AWS:   supported(""),
			Azure: supported("must be a in a region without zones"),
			GCP:   supported(""),
		},
	}
}

func networkSupport() parity.Table {
	object := parity.Field{
		AWS:   supported("a file system is mounted there; the bucket policy denies to read, write and delete objects from elsewhere, so that the Network needs an endpoint for `ObjectStorage`; whoever may list objects may do so from anywhere, and the copy in another region is closed"),
		Azure: supported("a file system has a private endpoint there; refused for an Object, because the provider must reach the storage account from outside of the Network"),
		GCP:   supported("a file system is connected to it; refused for an Object, which Private Google Access reaches without the internet anyway"),
	}
	name, namespace := object, everywhere("networkRef.namespace")
	name.Path = "networkRef.name"
	return parity.Table{name, namespace}
}

func protectionSupport() parity.Table {
	const blind = "a volume or a file system"
	return parity.Table{
		everywhere("protection.deletion"),
		everywhere("protection.whenNotEmpty"),
		{
			Path:  "protection.whenNotEmpty=Keep",
			AWS:   supported("S3 deletes an empty bucket only; deleting " + blind + " is refused"),
			Azure: emulated("Azure does not tell whether a container, a volume or a file system is empty: deleting is refused"),
			GCP:   supported("Cloud Storage deletes an empty bucket only; deleting " + blind + " is refused"),
		},
		everywhere("protection.whenNotEmpty=Delete"),
	}
}
