// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"context"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/types"

	xpv2 "github.com/crossplane/crossplane/apis/v2/core/v2"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

const (
	gcpStorageFile  = "gcp-storage.yaml"
	gcpIdentityFile = "gcp-identity.yaml"
)

// Names of what the tests break.
const (
	gcpStore    = "Bucket/shop-store-0a1b2c3d"
	gcpPublic   = "Bucket/shop-public-0a1b2c3d"
	gcpDisk     = "Disk/shop-disk"
	gcpFiles    = "Instance/shop-files"
	gcpBasic    = "Instance/shop-basic"
	gcpPool     = "WorkloadIdentityPool/hyperscalar-0a1b2c3d"
	gcpProvider = "WorkloadIdentityPoolProvider/shop-ci-0a1b2c3d"
)

// gcpNumber is the number of the project.
func gcpNumber() string { return "1" + cloud.DigitsOf(11, "number/"+projectID) }

// gcpObjects of a file, in a scope.
func gcpObjects(t *testing.T, file string, convert func(*unstructured.Unstructured) *unstructured.Unstructured) map[string]*unstructured.Unstructured {
	t.Helper()
	us := objects(t, file)
	for name, u := range us {
		us[name] = convert(u)
	}
	if m, ok := us["ServiceAccountIAMMember/ci"]; ok {
		set(m, "spec.forProvider.member", "principal://iam.googleapis.com/projects/"+gcpNumber()+"/locations/global/workloadIdentityPools/hyperscalar-0a1b2c3d/subject/repo:acme/shop:ref:refs/heads/main")
	}
	return us
}

// gcpWith returns an object and what it needs: a key of its own and whoever may use it, a
// network, a bucket.
func gcpWith(us map[string]*unstructured.Unstructured, names ...string) []*unstructured.Unstructured {
	region := []string{"KeyRing/shop-region", "CryptoKey/region", "CryptoKeyIAMMember/disks", "CryptoKeyIAMMember/files"}
	needs := map[string][]string{
		gcpStore:                 {"KeyRing/shop-continent", "CryptoKey/continent", "CryptoKeyIAMMember/objects", "Bucket/shop-logs-0a1b2c3d"},
		gcpPublic:                nil,
		gcpDisk:                  region,
		gcpFiles:                 append([]string{"Network/network"}, region...),
		gcpBasic:                 {"Network/network"},
		"BucketIAMMember/public": {gcpPublic},
	}
	out := map[string]*unstructured.Unstructured{}
	for _, name := range names {
		if _, ok := needs[name]; !ok && len(names) == 1 {
			return sorted(us)
		}
		for _, n := range append(needs[name], name) {
			if u := us[n]; u != nil {
				out[n] = u
			}
		}
	}
	return sorted(out)
}

// TestGoodOnGCP proves that the cloud accepts what is right, and lets go of it in whatever
// order it is deleted.
func TestGoodOnGCP(t *testing.T) {
	t.Parallel()
	for _, file := range []string{gcpStorageFile, gcpIdentityFile} {
		for scope, convert := range map[string]func(*unstructured.Unstructured) *unstructured.Unstructured{"Cluster": asItIs, "Namespaced": namespaced} {
			t.Run(strings.TrimSuffix(file, ".yaml")+scope, func(t *testing.T) {
				t.Parallel()
				w, us := newWorld(t), sorted(gcpObjects(t, file, convert))
				w.apply(us...)
				w.run()
				w.wantReady()
				for _, u := range us {
					fits(t, w.get(u))
				}
				w.delete(us...)
				w.run()
				for _, u := range w.left() {
					t.Errorf("what was created should be deleted in whatever order: %s", u)
				}
			})
		}
	}
}

func TestBrokenOnGCP(t *testing.T) {
	t.Parallel()
	for file, cases := range map[string]map[string]broken{
		gcpStorageFile:  merged(brokenGCPBuckets(), brokenGCPBucketRules(), brokenGCPMembers(), brokenGCPDisks(), brokenGCPFiles()),
		gcpIdentityFile: merged(brokenGCPTrust(), brokenGCPStaticKeys(), brokenGCPPools()),
	} {
		for name, tc := range cases {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				w, us := newWorld(t), gcpObjects(t, file, asItIs)
				for path, value := range tc.with {
					change(us[tc.of], "spec.forProvider."+path, value)
				}
				if tc.how != nil {
					tc.how(us)
				}
				w.apply(gcpWith(us, append(tc.also, tc.of)...)...)
				w.run()
				mg := w.get(us[tc.of])
				if s := mg.GetCondition(xpv2.TypeReady).Status; s == corev1.ConditionTrue {
					t.Errorf("%s\n%s should not become ready", tc.reason, tc.of)
				}
				if got := message(mg); !strings.Contains(got, tc.want) {
					t.Errorf("%s\nmessage of %s should contain %q, is %q", tc.reason, tc.of, tc.want, got)
				}
			})
		}
	}
}

func brokenGCPBuckets() map[string]broken {
	const of, key = gcpStore, "encryption.defaultKmsKeyName"
	placed := func(at ...any) map[string]any { return map[string]any{"customPlacementConfig.dataLocations": at} }
	const unpaired = "The combination of locations you provided is not supported by custom dual-region."
	return map[string]broken{
		"BucketUpperCase": {reason: "Names are in lower case.", of: gcpPublic, how: named(gcpPublic, "Shop"), want: "Invalid bucket name: 'Shop', invalid"},
		"BucketTooShort":  {reason: "A name has three characters.", of: gcpPublic, how: named(gcpPublic, "sh"), want: "Invalid bucket name: 'sh'"},
		"BucketTooLong":   {reason: "A name has 63 characters.", of: gcpPublic, how: named(gcpPublic, strings.Repeat("s", 64)), want: "Invalid bucket name"},
		"BucketOfGoogle":  {reason: "Some names are Google's.", of: gcpPublic, how: named(gcpPublic, "goog-shop"), want: "Invalid bucket name: 'goog-shop'"},
		"BucketTaken": {
			reason: "A name is unique in the world.", of: gcpPublic,
			how: func(us map[string]*unstructured.Unstructured) {
				copyOf(gcpPublic, "another", nil)(us)
				set(us["Bucket/another"], "spec.providerConfigRef.name", "other")
				named("Bucket/another", "shop-taken")(us)
				named(gcpPublic, "shop-taken")(us)
			},
			also: []string{"Bucket/another"},
			want: "The requested bucket name is not available.",
		},
		"BucketNowhere":      {reason: "A bucket is somewhere.", of: gcpPublic, with: map[string]any{"location": "EUROPE-WEST99"}, want: "The specified location constraint is not valid."},
		"PlacementContinent": {reason: "Both regions are of one continent.", of: of, with: placed("EUROPE-WEST1", "US-EAST1"), want: unpaired},
		"PlacementOne":       {reason: "Two regions are two.", of: of, with: placed("EUROPE-WEST1"), want: unpaired},
		"PlacementTwice":     {reason: "Two regions are not the same one.", of: of, with: placed("EUROPE-WEST1", "EUROPE-WEST1"), want: unpaired},
		"PlacementInRegion":  {reason: "A region spans itself only.", of: of, with: map[string]any{"location": "EUROPE-WEST1"}, want: unpaired},
		"StorageClass":       {reason: "Classes are known.", of: of, with: map[string]any{"storageClass": "COLD"}, want: "The specified storage class is not valid."},
		"Prevention":         {reason: "It is enforced or inherited.", of: of, with: map[string]any{"publicAccessPrevention": "unspecified"}, want: `expected public_access_prevention to be one of ["inherited" "enforced"], got unspecified`},
		"SoftDelete":         {reason: "A week at least.", of: of, with: map[string]any{"softDeletePolicy.retentionDurationSeconds": int64(3600)}, want: "Soft delete policy must have retention duration between 7 days and 90 days"},
		"KeyElsewhere":       {reason: "A key is where the bucket is.", of: of, with: map[string]any{key: "projects/shop-project/locations/europe-west1/keyRings/shop-region/cryptoKeys/region"}, want: "is in another location than europe"},
		"KeyUnknown":         {reason: "A key exists.", of: of, with: map[string]any{key: "projects/shop-project/locations/europe/keyRings/shop-continent/cryptoKeys/no"}, want: "does not exist., notFound"},
		"KeyMalformed":       {reason: "A key has an id.", of: of, with: map[string]any{key: "shop"}, want: "The key must be projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>."},
		"KeyDenied": {
			reason: "Cloud Storage may use the key.", of: of,
			how: func(us map[string]*unstructured.Unstructured) {
				set(us["CryptoKeyIAMMember/objects"], "spec.forProvider.member", "serviceAccount:service-123456789012@compute-system.iam.gserviceaccount.com")
			},
			want: "Permission denied on Cloud KMS key.",
		},
		"LogsNowhere": {reason: "Logs go to a bucket.", of: of, with: map[string]any{"logging.logBucket": "shop-no-0a1b2c3d"}, want: "The specified bucket does not exist."},
	}
}

func brokenGCPBucketRules() map[string]broken {
	const of = gcpStore
	rule := func(action, condition map[string]any) map[string]any {
		return map[string]any{"lifecycleRule": []any{map[string]any{"action": action, "condition": condition}}}
	}
	many := []any{}
	for range 101 {
		many = append(many, map[string]any{"action": map[string]any{"type": "Delete"}, "condition": map[string]any{"age": int64(1)}})
	}
	remove := map[string]any{"type": "Delete"}
	return map[string]broken{
		"RetentionTooLong":   {reason: "A century is enough.", of: of, with: map[string]any{"retentionPolicy.retentionPeriod": int64(3155760001)}, want: "expected retention_policy.0.retention_period to be in the range (1 - 3155760000), got 3155760001"},
		"RetentionVersions":  {reason: "What is retained has no versions.", of: of, with: map[string]any{"versioning.enabled": true}, want: "Bucket versioning cannot be enabled on a bucket with a retention policy."},
		"LifecycleTooMany":   {reason: "A bucket has a hundred rules.", of: of, with: map[string]any{"lifecycleRule": many}, want: `no more than 100 "lifecycle_rule" blocks are allowed`},
		"LifecycleAction":    {reason: "Actions are known.", of: of, with: rule(map[string]any{"type": "Expire"}, map[string]any{"age": int64(1)}), want: "unknown lifecycle action 'Expire'"},
		"LifecycleClass":     {reason: "A class is named.", of: of, with: rule(map[string]any{"type": "SetStorageClass"}, map[string]any{"age": int64(1)}), want: "the lifecycle action SetStorageClass needs a valid storage class"},
		"LifecycleAbort":     {reason: "What is not finished has no versions.", of: of, with: rule(map[string]any{"type": "AbortIncompleteMultipartUpload"}, map[string]any{"age": int64(1), "withState": "LIVE"}), want: "supports the conditions age, matchesPrefix and matchesSuffix only"},
		"LifecycleCondition": {reason: "A rule does not delete everything at once.", of: of, with: rule(remove, map[string]any{}), want: "a lifecycle rule needs a condition"},
		"LifecycleState":     {reason: "States are in capitals.", of: of, with: rule(remove, map[string]any{"age": int64(1), "withState": "live"}), want: `expected with_state to be one of ["LIVE" "ARCHIVED" "ANY" ""], got live`},
		"CORSMethod":         {reason: "Methods are known.", of: of, with: map[string]any{"cors[0].method": []any{"FETCH"}}, want: "'FETCH' is no method of a CORS configuration"},
		"CORSOrigin":         {reason: "An origin is written in full.", of: of, with: map[string]any{"cors[0].origin": []any{"https://*.example.com"}}, want: "'https://*.example.com' is no origin of a CORS configuration"},
	}
}

func brokenGCPMembers() map[string]broken {
	const of = "BucketIAMMember/public"
	return map[string]broken{
		"MemberPrevented": {
			reason: "A bucket that is closed stays closed.", of: of,
			how: func(us map[string]*unstructured.Unstructured) {
				set(us[gcpPublic], "spec.forProvider.publicAccessPrevention", "enforced")
			},
			want: "The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is enforced., conditionNotMet",
		},
		"MemberRole":    {reason: "A bucket has roles of its own.", of: of, with: map[string]any{"role": "roles/pubsub.publisher"}, want: "Role roles/pubsub.publisher is not supported for this resource."},
		"MemberForm":    {reason: "A member is of some kind.", of: of, with: map[string]any{"member": "everybody"}, want: "invalid value for member"},
		"MemberUnknown": {reason: "A member exists.", of: of, with: map[string]any{"member": "serviceAccount:nobody@shop-project.iam.gserviceaccount.com"}, want: "Service account nobody@shop-project.iam.gserviceaccount.com does not exist."},
		"MemberNowhere": {
			reason: "A bucket exists.", of: of,
			how: func(us map[string]*unstructured.Unstructured) {
				unset(us[of], "spec.forProvider.bucketSelector")
				set(us[of], "spec.forProvider.bucket", "shop-no-0a1b2c3d")
			},
			want: "The specified bucket does not exist., notFound",
		},
	}
}

func brokenGCPDisks() map[string]broken {
	const of, key = gcpDisk, "diskEncryptionKey.kmsKeySelfLink"
	return map[string]broken{
		"DiskName":    {reason: "Names are in lower case.", of: of, how: named(of, "Disk"), want: "Invalid value for field 'resource.name': 'Disk'."},
		"DiskZone":    {reason: "A disk is in a zone.", of: of, with: map[string]any{"zone": "europe-west1"}, want: "Invalid value for field 'zone': 'europe-west1'. Unknown zone."},
		"DiskNowhere": {reason: "A zone is in a region.", of: of, with: map[string]any{"zone": "europe-west99-b"}, want: "Unknown zone."},
		"DiskType":    {reason: "Types are known.", of: of, with: map[string]any{"type": "ssd"}, want: "diskTypes/ssd' was not found"},
		"DiskSmall":   {reason: "A disk has 10 GB.", of: of, with: map[string]any{"size": int64(9)}, want: "Disk size must be between 10 GB and 65536 GB for type pd-ssd."},
		"DiskLarge":   {reason: "A disk has 64 TB at most.", of: of, with: map[string]any{"size": int64(65537)}, want: "Disk size must be between 10 GB and 65536 GB"},
		"DiskLabels":  {reason: "Labels are in lower case.", of: of, with: map[string]any{"labels": map[string]any{"Team": "shop"}}, want: "Label key 'Team' violates format constraints."},
		"DiskKey":     {reason: "A key is in the region.", of: of, with: map[string]any{key: "projects/shop-project/locations/europe/keyRings/shop-continent/cryptoKeys/continent"}, want: "is in another location than europe-west1"},
		"DiskDenied":  {reason: "Compute Engine may use the key.", of: of, how: without("CryptoKeyIAMMember/disks"), want: "Permission 'cloudkms.cryptoKeyVersions.useToEncrypt' denied"},
	}
}

func brokenGCPFiles() map[string]broken {
	const of = gcpFiles
	size := func(n int64) map[string]any { return map[string]any{"fileShares.capacityGb": n} }
	network := func(field string, value any) map[string]any { return map[string]any{"networks[0]." + field: value} }
	return map[string]broken{
		"FilesName":         {reason: "Names are in lower case.", of: of, how: named(of, "Files"), want: "Invalid value for field 'resource.name': 'Files'."},
		"FilesTier":         {reason: "Tiers are known.", of: of, with: map[string]any{"tier": "FAST"}, want: `Invalid value at 'instance.tier': "FAST"`},
		"FilesRegion":       {reason: "A zonal tier is in a zone.", of: of, with: map[string]any{"location": "europe-west1"}, want: `Invalid location "europe-west1" for tier ZONAL.`},
		"FilesZone":         {reason: "A regional tier is in a region.", of: of, with: map[string]any{"tier": "REGIONAL"}, want: `Invalid location "europe-west1-b" for tier REGIONAL.`},
		"FilesShare":        {reason: "A share has 16 characters.", of: of, with: map[string]any{"fileShares.name": "share-of-the-shop"}, want: `Invalid file share name "share-of-the-shop".`},
		"FilesStep":         {reason: "A fast file system comes in steps.", of: of, with: size(1025), want: "Invalid file share capacity 1025 GiB for tier ZONAL."},
		"FilesLargeStep":    {reason: "A large one in large steps.", of: of, with: size(10496), want: "Invalid file share capacity 10496 GiB for tier ZONAL."},
		"FilesTooSmall":     {reason: "A file system has a TiB.", of: gcpBasic, with: size(1023), want: "Invalid file share capacity 1023 GiB for tier BASIC_HDD."},
		"FilesTooLarge":     {reason: "A file system has 63.9 TiB.", of: gcpBasic, with: size(65434), want: "Invalid file share capacity 65434 GiB for tier BASIC_HDD."},
		"FilesBasicKey":     {reason: "The basic tier has Google's keys.", of: gcpBasic, with: map[string]any{"kmsKeyName": "projects/shop-project/locations/europe-west1/keyRings/shop-region/cryptoKeys/region"}, want: "Customer-managed encryption keys are not supported for tier BASIC_HDD."},
		"FilesKeyElsewhere": {reason: "A key is in the region.", of: of, with: map[string]any{"kmsKeyName": "projects/shop-project/locations/europe/keyRings/shop-continent/cryptoKeys/continent"}, want: "is in another location than europe-west1"},
		"FilesKeyDenied":    {reason: "Filestore may use the key.", of: of, how: without("CryptoKeyIAMMember/files"), want: "The Filestore service account does not have permission to use the Cloud KMS key"},
		"FilesNetwork":      {reason: "A network exists.", of: of, with: network("network", "projects/shop-project/global/networks/no"), want: "The resource 'projects/shop-project/global/networks/no' was not found"},
		"FilesMode":         {reason: "A network has a mode.", of: of, with: network("modes", []any{"IPV4"}), want: `expected networks.0.modes.0 to be one of`},
		"FilesConnection":   {reason: "A network is connected in some way.", of: of, with: network("connectMode", "PEERING"), want: `expected networks.0.connect_mode to be one of`},
	}
}

func brokenGCPTrust() map[string]broken {
	const of = "ServiceAccountIAMMember/pods"
	pool := "projects/" + gcpNumber() + "/locations/global/workloadIdentityPools/no"
	return map[string]broken{
		"TrustAccountForm": {reason: "A service account has an id.", of: of, with: map[string]any{"serviceAccountId": "shop-partner"}, want: `"service_account_id" ("shop-partner") doesn't match regexp`},
		"TrustNobody":      {reason: "A service account exists.", of: of, with: map[string]any{"serviceAccountId": "projects/shop-project/serviceAccounts/no@shop-project.iam.gserviceaccount.com"}, want: "was not found"},
		"TrustRole":        {reason: "A service account has roles of its own.", of: of, with: map[string]any{"role": "roles/storage.objectViewer"}, want: "Role roles/storage.objectViewer is not supported for this resource."},
		"TrustEverybody":   {reason: "Not everybody is somebody.", of: of, with: map[string]any{"member": "allUsers"}, want: "The member allUsers is of an unknown type."},
		"TrustNoCluster":   {reason: "A project without clusters has no pods.", of: of, with: map[string]any{"member": "serviceAccount:shop-project.svc.id.goog[shop/checkout]"}, want: "Identity Pool does not exist (shop-project.svc.id.goog)."},
		"TrustPodForm":     {reason: "Pods have a namespace.", of: of, with: map[string]any{"member": "serviceAccount:other-project.svc.id.goog[checkout]"}, want: "Service account other-project.svc.id.goog[checkout] does not exist."},
		"TrustNoPool":      {reason: "A pool exists.", of: "ServiceAccountIAMMember/ci", with: map[string]any{"member": "principal://iam.googleapis.com/" + pool + "/subject/a"}, want: "Identity Pool does not exist (" + pool + ")."},
		"TrustPrincipal":   {reason: "A subject is of a pool.", of: "ServiceAccountIAMMember/ci", with: map[string]any{"member": "principal://iam.googleapis.com/hyperscalar/subject/a"}, want: "Invalid principal principal://iam.googleapis.com/hyperscalar/subject/a."},
	}
}

func brokenGCPStaticKeys() map[string]broken {
	const of = "ServiceAccountKey/b"
	return map[string]broken{
		"KeyAlgorithm": {reason: "Algorithms are known.", of: of, with: map[string]any{"keyAlgorithm": "RSA"}, want: `expected key_algorithm to be one of`},
		"KeyType":      {reason: "Files are known.", of: of, with: map[string]any{"privateKeyType": "PEM"}, want: `expected private_key_type to be one of`},
		"KeyOfNobody": {
			reason: "A service account exists.", of: of,
			how: func(us map[string]*unstructured.Unstructured) {
				unset(us[of], "spec.forProvider.serviceAccountIdSelector")
				set(us[of], "spec.forProvider.serviceAccountId", "projects/shop-project/serviceAccounts/no@shop-project.iam.gserviceaccount.com")
			},
			want: "was not found",
		},
	}
}

func brokenGCPPools() map[string]broken {
	const of = gcpProvider
	audiences := []any{}
	for range 11 {
		audiences = append(audiences, "shop")
	}
	return map[string]broken{
		"PoolName":         {reason: "Names are in lower case.", of: gcpPool, how: named(gcpPool, "Shop"), want: `"workload_identity_pool_id" ("Shop") must contain only lowercase letters`},
		"PoolTooLong":      {reason: "A name has 32 characters.", of: gcpPool, how: named(gcpPool, strings.Repeat("s", 33)), want: "have 4 to 32 characters"},
		"PoolOfGoogle":     {reason: "Some names are Google's.", of: gcpPool, how: named(gcpPool, "gcp-shop"), want: `"workload_identity_pool_id" ("gcp-shop") can not start with "gcp-"`},
		"PoolDisplayName":  {reason: "A name is shown in one line.", of: gcpPool, with: map[string]any{"displayName": strings.Repeat("s", 33)}, want: "Display name must not be longer than 32 characters."},
		"PoolDescription":  {reason: "A description is no book.", of: gcpPool, with: map[string]any{"description": strings.Repeat("s", 257)}, want: "Description must not be longer than 256 characters."},
		"ProviderName":     {reason: "A provider has a name too.", of: of, how: named(of, "no"), want: `"workload_identity_pool_provider_id" ("no") must contain`},
		"ProviderOfNobody": {reason: "A provider is of some kind.", of: of, with: map[string]any{"oidc": nil}, want: "exactly one of aws, oidc, saml, x509 must be specified"},
		"ProviderMapping":  {reason: "Tokens are of somebody.", of: of, with: map[string]any{"attributeMapping": map[string]any{"attribute.actor": "assertion.actor"}}, want: "The attribute mapping must be specified for google.subject."},
		"ProviderIssuer":   {reason: "An issuer is asked in secret.", of: of, with: map[string]any{"oidc.issuerUri": "http://tokens.example.com"}, want: `Invalid issuer URI "http://tokens.example.com"`},
		"ProviderOpen":     {reason: "Not everybody at GitHub is meant.", of: of, with: map[string]any{"attributeCondition": nil}, want: "The attribute condition must reference one of the provider's claims."},
		"ProviderSyntax":   {reason: "A condition is one.", of: of, with: map[string]any{"attributeCondition": `assertion.sub == "a`}, want: "Condition expression compilation failed."},
		"ProviderAudience": {reason: "Ten audiences are enough.", of: of, with: map[string]any{"oidc.allowedAudiences": audiences}, want: "At most 10 allowed audiences may be configured."},
		"ProviderNoPool": {
			reason: "A pool exists.", of: of,
			how: func(us map[string]*unstructured.Unstructured) {
				unset(us[of], "spec.forProvider.workloadIdentityPoolIdSelector")
				set(us[of], "spec.forProvider.workloadIdentityPoolId", "no")
			},
			want: "was not found",
		},
	}
}

// TestChangesOnGCP proves what can be changed in place and what cannot.
func TestChangesOnGCP(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		reason string
		of     string
		path   string
		value  any
		want   string
	}{
		"DiskGrows":        {reason: "A disk grows.", of: gcpDisk, path: "size", value: int64(300)},
		"DiskShrinks":      {reason: "A disk does not shrink.", of: gcpDisk, path: "size", value: int64(100), want: `cannot change the value of the argument "size"`},
		"DiskType":         {reason: "A disk keeps its type.", of: gcpDisk, path: "type", value: "pd-balanced", want: `cannot change the value of the argument "type"`},
		"FilesGrow":        {reason: "A file system grows.", of: gcpFiles, path: "fileShares.capacityGb", value: int64(2816)},
		"FilesRange":       {reason: "A small file system does not become a large one.", of: gcpFiles, path: "fileShares.capacityGb", value: int64(10240), want: "which is of another capacity range"},
		"BasicShrinks":     {reason: "A basic file system does not shrink.", of: gcpBasic, path: "fileShares.capacityGb", value: int64(1024), want: "File share capacity cannot be reduced from 1025 GiB to 1024 GiB."},
		"FilesTier":        {reason: "A file system keeps its tier.", of: gcpFiles, path: "tier", value: "BASIC_SSD", want: `cannot change the value of the argument "tier"`},
		"RetentionGrows":   {reason: "More may be promised.", of: gcpStore, path: "retentionPolicy.retentionPeriod", value: int64(5184000)},
		"RetentionShrinks": {reason: "What is locked stays promised.", of: gcpStore, path: "retentionPolicy.retentionPeriod", value: int64(86400), want: "Cannot reduce retention duration of a locked Retention Policy"},
		"RetentionOpens":   {reason: "What is locked stays locked.", of: gcpStore, path: "retentionPolicy.isLocked", value: false, want: "Cannot reduce retention duration of a locked Retention Policy"},
		"BucketMoves":      {reason: "A bucket does not move.", of: gcpPublic, path: "location", value: "EUROPE-WEST4", want: `cannot change the value of the argument "location"`},
		"BucketSpans":      {reason: "A bucket spans what it spanned.", of: gcpStore, path: "customPlacementConfig.dataLocations", value: []any{"EUROPE-WEST1", "EUROPE-WEST4"}, want: `cannot change the value of the argument "custom_placement_config`},
		"MemberRole":       {reason: "Another role is another binding.", of: "BucketIAMMember/public", path: "role", value: "roles/storage.objectViewer", want: `cannot change the value of the argument "role"`},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, us := newWorld(t), gcpObjects(t, gcpStorageFile, asItIs)
			w.apply(gcpWith(us, tc.of)...)
			w.run()
			w.wantReady()
			w.change(us[tc.of], func(u *unstructured.Unstructured) { set(u, "spec.forProvider."+tc.path, tc.value) })
			w.run()
			if got := message(w.get(us[tc.of])); tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
				t.Errorf("%s\nmessage of %s should contain %q, is %q", tc.reason, tc.of, tc.want, got)
			}
		})
	}
}

// TestStaticKeysOnGCP proves that a key publishes what Google's own tools read, that a
// service account has no more than ten, and that they go with it.
func TestStaticKeysOnGCP(t *testing.T) {
	t.Parallel()
	w, us := newWorld(t), gcpObjects(t, gcpIdentityFile, asItIs)
	for _, n := range []string{"c", "d", "e", "f", "g", "h", "i", "j"} {
		copyOf("ServiceAccountKey/a", n, nil)(us)
		unset(us["ServiceAccountKey/"+n], "spec.writeConnectionSecretToRef")
	}
	w.apply(sorted(us)...)
	w.run()
	w.wantReady()
	var s corev1.Secret
	if err := w.client.Get(context.Background(), types.NamespacedName{Namespace: "shop", Name: "partner-a"}, &s); err != nil {
		t.Fatal(err)
	}
	file := string(s.Data["private_key"])
	if !strings.Contains(file, `"client_email":"shop-partner@shop-project.iam.gserviceaccount.com"`) || len(s.Data["attribute.private_key"]) == 0 {
		t.Errorf("the key publishes %q", file)
	}
	copyOf("ServiceAccountKey/c", "k", nil)(us)
	w.apply(us["ServiceAccountKey/k"])
	w.run()
	if got := message(w.get(us["ServiceAccountKey/k"])); !strings.Contains(got, "Precondition check failed., failedPrecondition") {
		t.Errorf("a service account has an eleventh key: %q", got)
	}
	w.delete(us["ServiceAccount/shop-partner"])
	w.run()
	w.poll()
	w.delete(us["ServiceAccountKey/a"])
	w.run()
	for _, u := range w.left() {
		if strings.HasPrefix(u, "ServiceAccount/") || strings.HasPrefix(u, "ServiceAccountKey/a:") {
			t.Errorf("a service account takes its keys with it: %s", u)
		}
	}
}

// TestPoolIsShared proves that several may manage the pool of an issuer, and that it stays
// when they go.
func TestPoolIsShared(t *testing.T) {
	t.Parallel()
	w, us := newWorld(t), gcpObjects(t, gcpIdentityFile, asItIs)
	mine := us[gcpPool]
	theirs := mine.DeepCopy()
	theirs.SetName("theirs")
	for _, u := range []*unstructured.Unstructured{mine, theirs} {
		u.SetAnnotations(map[string]string{"crossplane.io/external-name": "hyperscalar-0a1b2c3d"})
		set(u, "spec.managementPolicies", []any{"Observe", "Create", "Update"})
	}
	w.apply(mine, theirs)
	w.run()
	w.wantReady()
	w.delete(theirs)
	w.run()
	w.poll()
	w.run()
	w.wantReady()
	if got := text(w.get(mine), "status", "atProvider").String("name"); got != "projects/"+gcpNumber()+"/locations/global/workloadIdentityPools/hyperscalar-0a1b2c3d" {
		t.Errorf("the pool is called %q", got)
	}
}
