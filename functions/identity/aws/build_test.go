// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/apis/identity/v1alpha1"
	storage "github.com/hyperscalar/hyperscalar/apis/storage/v1alpha1"
	"github.com/hyperscalar/hyperscalar/functions/identity/plan"
	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/internal/managed/aws"
	"github.com/hyperscalar/hyperscalar/internal/managed/managedtest"
	"github.com/hyperscalar/hyperscalar/internal/policy"
)

func TestBuildKeys(t *testing.T) {
	t.Parallel()
	granted := []managed.Key{
		"access-cluster-main", "access-storage-assets", "access-storage-files", "access-storage-orders",
		"cluster-policy-writer-cluster-main", "entry-cluster-main", "permissions",
	}
	attached := []managed.Key{
		"attachment-access-cluster-main", "attachment-access-storage-assets", "attachment-access-storage-files",
		"attachment-access-storage-orders", "attachment-permissions",
	}
	managedPolicy := (&identity{Plan: compute()}).attachmentKey(testPolicy)
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   []managed.Key
	}{
		"Workload": {reason: "Pods get a role, and a service account.", plan: workload(), want: []managed.Key{"role", "pods-workload-0123456789", "cluster-workload-0123456789", "service-account-workload-0123456789"}},
		"Compute":  {reason: "Virtual machines get a role through a profile.", plan: compute(), want: []managed.Key{"role", "instance-profile"}},
		"External": {reason: "A system elsewhere gets a role for its tokens.", plan: external(), want: []managed.Key{"role", "oidc-provider-0123456789ab"}},
		"Machine":  {reason: "A machine gets a user with a key.", plan: machine(), want: []managed.Key{"user", "key-a"}},
		"FullCompute": {
			reason: "A role has what it may do inlined.", plan: with(compute()),
			want: slices.Concat([]managed.Key{"role", "instance-profile", managedPolicy}, granted),
		},
		"FullMachine": {
			reason: "A user is attached to what it may do.", plan: with(machine()),
			want: slices.Concat([]managed.Key{"user", "key-a", managedPolicy}, granted, attached),
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			slices.Sort(tc.want)
			if diff := cmp.Diff(tc.want, managedtest.Keys(Build(tc.plan, observations{}))); diff != "" {
				t.Errorf("%s\nBuild(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestTrust(t *testing.T) {
	t.Parallel()
	anonymous := func(p plan.Plan) plan.Plan {
		p.Claim.Guardrails.AWS.AccountID = ""
		return p
	}
	china := compute()
	china.Claim.Region.Native = "cn-north-1"
	audience := external()
	audience.External.Audience = "shop"
	const github = "token.actions.githubusercontent.com"
	federated := func(audience string) string {
		return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":"` + providerARN + `"},"Action":"sts:AssumeRoleWithWebIdentity",` +
			`"Condition":{"StringEquals":{"` + github + `:aud":"` + audience + `","` + github + `:sub":"` + testSubject + `"}}}]}`
	}
	cases := map[string]struct {
		reason string
		plan   plan.Plan
		want   string
	}{
		"Workload": {
			reason: "EKS hands the role to pods of our own account.", plan: workload(),
			want: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"],"Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}]}`,
		},
		"WorkloadNoAccount": {
			reason: "Where the account is not known, it is not compared.", plan: anonymous(workload()),
			want: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}]}`,
		},
		"Compute": {
			reason: "EC2 hands the role to virtual machines.", plan: compute(),
			want: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}`,
		},
		"ComputeChina": {
			reason: "EC2 has another name in China.", plan: china,
			want: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com.cn"},"Action":"sts:AssumeRole"}]}`,
		},
		"External":          {reason: "A token must be for this subject and for AWS.", plan: external(), want: federated("sts.amazonaws.com")},
		"ExternalAudience":  {reason: "A token may be for another audience.", plan: audience, want: federated("shop")},
		"ExternalNoAccount": {reason: "The provider tells its ARN where the account is not known.", plan: anonymous(external()), want: federated("sts.amazonaws.com")},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resources, _, _ := converge(t, tc.plan)
			if diff := cmp.Diff(tc.want, managedtest.Spec[aws.Role](t, resources, keyRole).AssumeRolePolicy); diff != "" {
				t.Errorf("%s\ntrust: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
	if r := managedtest.Find(t, Build(anonymous(external()), observations{}), keyRole); !slices.Equal(r.Waits, []string{waitProvider}) {
		t.Errorf("a role that trusts nobody waits for %v", r.Waits)
	}
}

// TestDocuments proves that every policy is legal, and as narrow as it should be.
func TestDocuments(t *testing.T) {
	t.Parallel()
	i := &identity{Plan: compute(), observed: observations{}}
	const (
		bucket = `"Resource":"arn:aws:s3:::` + testBucket + `"}`
		object = `"Resource":"arn:aws:s3:::` + testBucket + `/*"}`
		key    = `"Resource":"` + testKMSKey + `","Condition":{"StringEquals":{"kms:ViaService":"s3.eu-west-1.amazonaws.com"}}}`
		files  = `"Resource":"` + testFiles + `"}`
	)
	cases := map[string]struct {
		reason string
		grant  plan.Grant
		want   []string
	}{
		"Reader": {
			reason: "A reader lists and gets.", grant: storageGrant("a", v1alpha1.RoleReader, bucketStatus("")),
			want: []string{`{"Effect":"Allow","Action":["s3:GetBucketLocation","s3:ListBucket"],` + bucket, `{"Effect":"Allow","Action":"s3:GetObject*",` + object},
		},
		"ReaderWithKey": {
			reason: "A reader decrypts, through S3 alone.", grant: storageGrant("a", v1alpha1.RoleReader, bucketStatus(testKMSKey)),
			want: []string{
				`{"Effect":"Allow","Action":["s3:GetBucketLocation","s3:ListBucket"],` + bucket, `{"Effect":"Allow","Action":"s3:GetObject*",` + object,
				`{"Effect":"Allow","Action":"kms:Decrypt",` + key,
			},
		},
		"WriterWithKey": {
			reason: "A writer puts, deletes and encrypts.", grant: storageGrant("a", v1alpha1.RoleWriter, bucketStatus(testKMSKey)),
			want: []string{
				`{"Effect":"Allow","Action":["s3:GetBucketLocation","s3:ListBucket","s3:ListBucketMultipartUploads"],` + bucket,
				`{"Effect":"Allow","Action":["s3:AbortMultipartUpload","s3:DeleteObject","s3:GetObject*","s3:ListMultipartUploadParts","s3:PutObject"],` + object,
				`{"Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey"],` + key,
			},
		},
		"Admin": {
			reason: "An administrator also decides about versions, tags and retention.", grant: storageGrant("a", v1alpha1.RoleAdmin, bucketStatus("")),
			want: []string{
				`{"Effect":"Allow","Action":["s3:GetBucket*","s3:GetBucketLocation","s3:GetEncryptionConfiguration","s3:GetLifecycleConfiguration","s3:GetReplicationConfiguration","s3:ListBucket","s3:ListBucketMultipartUploads","s3:ListBucketVersions"],` + bucket,
				`{"Effect":"Allow","Action":["s3:AbortMultipartUpload","s3:BypassGovernanceRetention","s3:DeleteObject","s3:DeleteObjectTagging","s3:DeleteObjectVersion","s3:DeleteObjectVersionTagging","s3:GetObject*","s3:ListMultipartUploadParts","s3:PutObject","s3:PutObjectLegalHold","s3:PutObjectRetention","s3:PutObjectTagging","s3:PutObjectVersionTagging","s3:RestoreObject"],` + object,
			},
		},
		"FileReader": {
			reason: "A reader mounts.", grant: storageGrant("a", v1alpha1.RoleReader, fileStatus()),
			want: []string{`{"Effect":"Allow","Action":"elasticfilesystem:ClientMount",` + files},
		},
		"FileWriter": {
			reason: "A writer also writes.", grant: storageGrant("a", v1alpha1.RoleWriter, fileStatus()),
			want: []string{`{"Effect":"Allow","Action":["elasticfilesystem:ClientMount","elasticfilesystem:ClientWrite"],` + files},
		},
		"FileAdmin": {
			reason: "An administrator is root.", grant: storageGrant("a", v1alpha1.RoleAdmin, fileStatus()),
			want: []string{`{"Effect":"Allow","Action":["elasticfilesystem:ClientMount","elasticfilesystem:ClientRootAccess","elasticfilesystem:ClientWrite"],` + files},
		},
		"Cluster": {
			reason: "What may be done in a cluster is decided there.", grant: clusterGrant(v1alpha1.RoleAdmin, clusterStatus()),
			want: []string{`{"Effect":"Allow","Action":"eks:DescribeCluster","Resource":"` + clusterStatus().ID + `"}`},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d, waits := i.document(tc.grant)
			if waits != "" {
				t.Errorf("%s\nwaits: %s", tc.reason, waits)
			}
			want := `{"Version":"2012-10-17","Statement":[` + strings.Join(tc.want, ",") + "]}"
			if diff := cmp.Diff(want, d.String()); diff != "" {
				t.Errorf("%s\ndocument: -want, +got:\n%s", tc.reason, diff)
			}
			for n, s := range d.Statements {
				if errs := policy.Check(field.NewPath("statement").Index(n), policy.UseIdentity, "aws", s); len(errs) > 0 {
					t.Error(errs)
				}
			}
		})
	}
}

// TestPartitions proves that what is granted is named as in the partition of the identity.
func TestPartitions(t *testing.T) {
	t.Parallel()
	for region, partition := range map[string]string{"eu-west-1": "aws", "cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov"} {
		t.Run(partition, func(t *testing.T) {
			t.Parallel()
			key := "arn:" + partition + ":kms:" + region + ":" + testAccount + ":key/11111111-2222-3333-4444-555555555555"
			store, files, cluster := bucketStatus(key), fileStatus(), clusterStatus()
			store.Region = region
			files.ARN = "arn:" + partition + ":elasticfilesystem:" + region + ":" + testAccount + ":file-system/fs-0a"
			cluster.ID = "arn:" + partition + ":eks:" + region + ":" + testAccount + ":cluster/" + testCluster
			p := compute()
			p.Claim.Region.Native = region
			p.Grants = []plan.Grant{storageGrant("a", v1alpha1.RoleAdmin, store), storageGrant("b", v1alpha1.RoleWriter, files), clusterGrant(v1alpha1.RoleReader, cluster)}
			resources, _, _ := converge(t, p)
			bucket := "arn:" + partition + ":s3:::" + testBucket
			want := map[managed.Key][]string{
				"access-storage-a":    {bucket, bucket + "/*", key, "s3." + region + ".amazonaws.com"},
				"access-storage-b":    {files.ARN},
				"access-cluster-main": {cluster.ID},
			}
			for k, texts := range want {
				document := managedtest.Spec[aws.RolePolicy](t, resources, k).Policy
				for _, text := range texts {
					if !strings.Contains(document, `"`+text+`"`) {
						t.Errorf("%s does not name %s: %s", k, text, document)
					}
				}
			}
			association := managedtest.Spec[aws.EKSAccessPolicyAssociation](t, resources, "cluster-policy-reader-cluster-main")
			if got := association.PolicyARN; got != "arn:"+partition+":eks::aws:cluster-access-policy/AmazonEKSViewPolicy" {
				t.Errorf("a reader of a cluster has %s", got)
			}
			for n, g := range p.Grants {
				d, _ := (&identity{Plan: p, observed: observations{}}).document(g)
				for _, s := range d.Statements {
					if errs := policy.Check(field.NewPath("access").Index(n), policy.UseIdentity, partition, s); len(errs) > 0 {
						t.Error(errs)
					}
				}
			}
		})
	}
}

// TestNobodyChangesWhoMay proves that no grant lets an identity grant itself more.
func TestNobodyChangesWhoMay(t *testing.T) {
	t.Parallel()
	for _, action := range slices.Concat(bucketActions(v1alpha1.RoleAdmin), objectActions(v1alpha1.RoleAdmin)) {
		for _, forbidden := range []string{"Policy", "Acl", "PublicAccessBlock", "s3:PutBucket", "s3:DeleteBucket", "s3:*"} {
			if strings.Contains(action, forbidden) {
				t.Errorf("an administrator may %s", action)
			}
		}
	}
}

func TestWaits(t *testing.T) {
	t.Parallel()
	i := &identity{Plan: compute(), observed: observations{}}
	keyless := bucketStatus("")
	keyless.Encryption.Source = storage.KeySourceCreated
	noARN := fileStatus()
	noARN.ARN = ""
	absent := storageGrant("a", v1alpha1.RoleReader, &storage.Status{})
	absent.Waits = "storage shop/a does not exist"
	cases := map[string]struct {
		reason string
		grant  plan.Grant
		want   string
	}{
		"Absent": {reason: "Nothing is granted to what does not exist.", grant: absent, want: "storage shop/a does not exist"},
		"Key":    {reason: "Nobody reads without the key.", grant: storageGrant("a", v1alpha1.RoleReader, keyless), want: "storage shop/a has no key yet"},
		"File":   {reason: "A file system is known by its ARN.", grant: storageGrant("a", v1alpha1.RoleReader, noARN), want: "storage shop/a has no ARN yet"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, got := i.document(tc.grant); got != tc.want {
				t.Errorf("%s\nwaits for %q, want %q", tc.reason, got, tc.want)
			}
		})
	}
}

// TestGrantIsWidened shows that a wider role is the same resource, so that nothing is
// taken away meanwhile.
func TestGrantIsWidened(t *testing.T) {
	t.Parallel()
	p := compute()
	p.Grants = []plan.Grant{storageGrant("assets", v1alpha1.RoleReader, bucketStatus("")), clusterGrant(v1alpha1.RoleReader, clusterStatus())}
	before, o, _ := converge(t, p)
	p.Grants = []plan.Grant{storageGrant("assets", v1alpha1.RoleWriter, bucketStatus("")), clusterGrant(v1alpha1.RoleWriter, clusterStatus())}
	after := Build(p, o)
	for _, k := range []managed.Key{"access-storage-assets", "entry-cluster-main"} {
		if managedtest.Find(t, before, k).ExternalName != managedtest.Find(t, after, k).ExternalName {
			t.Errorf("%q is another resource", k)
		}
	}
	if cmp.Equal(managedtest.Find(t, before, "access-storage-assets").ForProvider, managedtest.Find(t, after, "access-storage-assets").ForProvider) {
		t.Error("nothing was widened")
	}
	if got := managedtest.Spec[aws.EKSAccessPolicyAssociation](t, after, "cluster-policy-writer-cluster-main").PolicyARN; got != "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy" {
		t.Errorf("a writer of a cluster has %q", got)
	}
}

func TestGrantIsRevoked(t *testing.T) {
	t.Parallel()
	p := with(machine())
	_, o, _ := converge(t, p)
	gone := unknown(p)
	for i := range gone.Grants {
		gone.Grants[i].Absent = true
	}
	for _, r := range Build(gone, o) {
		if r.Component == plan.ComponentAccess {
			t.Errorf("%q is left to whoever has the name of its target next", r.Key)
		}
	}
	if r := managedtest.Find(t, Build(gone, observations{}), "access-storage-assets"); len(r.Waits) != 1 {
		t.Errorf("what was never granted waits for %v", r.Waits)
	}
}

func TestClusterAccess(t *testing.T) {
	t.Parallel()
	policies := map[v1alpha1.Role]string{
		v1alpha1.RoleReader: "AmazonEKSViewPolicy", v1alpha1.RoleWriter: "AmazonEKSEditPolicy", v1alpha1.RoleAdmin: "AmazonEKSClusterAdminPolicy",
	}
	for role, want := range policies {
		p := compute()
		p.Grants = []plan.Grant{clusterGrant(role, clusterStatus())}
		resources, _, _ := converge(t, p)
		entry := managedtest.Spec[aws.EKSAccessEntry](t, resources, "entry-cluster-main")
		entry.Tags = nil
		if diff := cmp.Diff(aws.EKSAccessEntry{Region: otherRegion, ClusterName: testCluster, PrincipalARN: roleARN, AccessEntryType: "STANDARD"}, entry); diff != "" {
			t.Errorf("the entry is in the region of the cluster: -want, +got:\n%s", diff)
		}
		association := managedtest.Spec[aws.EKSAccessPolicyAssociation](t, resources, managed.Key("cluster-policy-"+string(role)+"-cluster-main"))
		association.PrincipalARNSelector = nil
		if diff := cmp.Diff(aws.EKSAccessPolicyAssociation{
			Region: otherRegion, ClusterName: testCluster, PolicyARN: "arn:aws:eks::aws:cluster-access-policy/" + want,
			AccessScope: &aws.EKSAccessScope{ScopeType: "cluster"},
		}, association); diff != "" {
			t.Errorf("%s: -want, +got:\n%s", role, diff)
		}
	}
}

// TestGrantsGoFirst proves that nothing at a cluster outlives the principal, whose name
// somebody else may have next.
func TestGrantsGoFirst(t *testing.T) {
	t.Parallel()
	resources := Build(with(workload()), observations{})
	for _, k := range []managed.Key{"entry-cluster-main", "pods-workload-0123456789"} {
		if r := managedtest.Find(t, resources, k); !slices.Contains(r.DeleteBefore, keyRole) {
			t.Errorf("%q may outlive the role", k)
		}
	}
}

func TestPodIdentity(t *testing.T) {
	t.Parallel()
	got := managedtest.Spec[aws.PodIdentityAssociation](t, Build(workload(), observations{}), "pods-workload-0123456789")
	got.RoleARNSelector, got.Tags = nil, nil
	want := aws.PodIdentityAssociation{Region: otherRegion, ClusterName: testCluster, Namespace: "shop", ServiceAccount: "checkout"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("pods of the cluster: -want, +got:\n%s", diff)
	}
	nameless := workload()
	nameless.Workload.Status.Name = ""
	if r := managedtest.Find(t, Build(nameless, observations{}), "pods-workload-0123456789"); len(r.Waits) != 1 {
		t.Errorf("pods of a cluster without a name wait for %v", r.Waits)
	}
}

// TestOIDCProviderIsShared proves that identities that trust the same issuer leave each
// other alone.
func TestOIDCProviderIsShared(t *testing.T) {
	t.Parallel()
	const key = "oidc-provider-0123456789ab"
	other := external()
	other.External.Audience = "shop"
	has := func(audiences string) observations {
		return observations{key: {Ready: true, AtProvider: `{"arn":"` + providerARN + `","clientIdList":[` + audiences + `]}`}}
	}
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     []string
	}{
		"New":     {reason: "The audience is said while the provider is created.", plan: other, observed: observations{}},
		"Theirs":  {reason: "Other audiences are left alone.", plan: external(), observed: has(`"sts.amazonaws.com","theirs"`)},
		"Missing": {reason: "An audience is added to others.", plan: other, observed: has(`"theirs","sts.amazonaws.com"`), want: []string{"shop", "sts.amazonaws.com", "theirs"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := managedtest.Find(t, Build(tc.plan, tc.observed), key)
			if !r.Retain || r.ExternalName != providerARN {
				t.Errorf("%s\nan account has one provider, called %q: %t", tc.reason, r.ExternalName, r.Retain)
			}
			if diff := cmp.Diff(aws.OpenIDConnectProvider{URL: testIssuer, ClientIDList: tc.want}, r.ForProvider); diff != "" {
				t.Errorf("%s\nforProvider: -want, +got:\n%s", tc.reason, diff)
			}
			audience := (&identity{Plan: tc.plan}).audience()
			if diff := cmp.Diff(aws.OpenIDConnectProvider{URL: testIssuer, ClientIDList: []string{audience}}, r.InitProvider); diff != "" {
				t.Errorf("%s\ninitProvider: -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}

func TestBoundary(t *testing.T) {
	t.Parallel()
	if got := managedtest.Spec[aws.Role](t, Build(with(compute()), observations{}), keyRole).PermissionsBoundary; got != boundary {
		t.Errorf("the role is bound by %q", got)
	}
	if got := managedtest.Spec[aws.User](t, Build(with(machine()), observations{}), keyUser); got.PermissionsBoundary != boundary || !got.ForceDestroy {
		t.Errorf("the user is bound by %q, and deleted by force: %t", got.PermissionsBoundary, got.ForceDestroy)
	}
}

func TestPermissions(t *testing.T) {
	t.Parallel()
	key := (&identity{Plan: compute()}).attachmentKey(testPolicy)
	if got := managedtest.Spec[aws.RolePolicyAttachment](t, Build(with(compute()), observations{}), key).PolicyARN; got != testPolicy {
		t.Errorf("the role is attached to %q", got)
	}
	if got := managedtest.Spec[aws.UserPolicyAttachment](t, Build(with(machine()), observations{}), key).PolicyARN; got != testPolicy {
		t.Errorf("the user is attached to %q", got)
	}
	want := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:eu-west-1:123456789012:orders"}]}`
	if got := managedtest.Spec[aws.RolePolicy](t, Build(with(compute()), observations{}), keyPermissions).Policy; got != want {
		t.Errorf("the role may %s", got)
	}
	if got := managedtest.Spec[aws.IAMPolicy](t, Build(with(machine()), observations{}), keyPermissions).Policy; got != want {
		t.Errorf("the user may %s", got)
	}
}

func TestAccessKeysRotate(t *testing.T) {
	t.Parallel()
	resources, o, s := converge(t, machine())
	if r := managedtest.Find(t, resources, "key-a"); !r.ConnectionSecret {
		t.Error("a key that publishes nothing is of no use")
	}
	later := func(days int) plan.Plan {
		p := record(machine(), s)
		p.Machine.Now = testTime().AddDate(0, 0, days)
		return p
	}
	keys := func(p plan.Plan, o observations) []managed.Key {
		return slices.DeleteFunc(managedtest.Keys(Build(p, o)), func(k managed.Key) bool { return k == keyUser })
	}
	if diff := cmp.Diff([]managed.Key{"key-a"}, keys(later(29), o)); diff != "" {
		t.Errorf("before its time: -want, +got:\n%s", diff)
	}
	if diff := cmp.Diff([]managed.Key{"key-a", "key-b"}, keys(later(30), o)); diff != "" {
		t.Errorf("in time: -want, +got:\n%s", diff)
	}
	if got := string(Connection(later(30), o)[v1alpha1.ConnectionAccessKeyID]); got != "AKIA-key-a" {
		t.Errorf("until the next key works, the current one is %q", got)
	}
	both := observe(Build(later(30), o))
	var rotating v1alpha1.Status
	Report(later(30), o, &rotating)
	s = rotating
	if got := string(Connection(later(30), both)[v1alpha1.ConnectionAccessKeyID]); got != "AKIA-key-b" {
		t.Errorf("once the next key works, the current one is %q", got)
	}
}

func TestConnection(t *testing.T) {
	t.Parallel()
	_, o, s := converge(t, machine())
	unpublished := observations{}
	for k, v := range o {
		v.Connection = nil
		unpublished[k] = v
	}
	all := map[string]string{
		"principal": "arn:aws:iam::123456789012:role/id-of-user", "keyID": "AKIA-key-a", "accessKeyID": "AKIA-key-a", "secretAccessKey": "secret of key-a",
		"credentials": "[default]\naws_access_key_id = AKIA-key-a\naws_secret_access_key = secret of key-a\n",
	}
	nothing := map[string]string{"principal": "", "keyID": "", "accessKeyID": "", "secretAccessKey": "", "credentials": ""}
	cases := map[string]struct {
		reason   string
		plan     plan.Plan
		observed observations
		want     map[string]string
	}{
		"Role":        {reason: "A role has no keys.", plan: compute(), observed: observations{}},
		"Planned":     {reason: "Every key is named, so that none is forgotten.", plan: machine(), observed: observations{}, want: nothing},
		"Works":       {reason: "The current key is told, in the words of AWS too.", plan: record(machine(), s), observed: o, want: all},
		"StatusLost":  {reason: "A key that works is still the current one.", plan: record(machine(), s), observed: o.LostStatus(), want: all},
		"Unpublished": {reason: "Nothing is made up.", plan: machine(), observed: unpublished, want: map[string]string{"principal": all["principal"], "keyID": "", "accessKeyID": "", "secretAccessKey": "", "credentials": ""}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got map[string]string
			for k, v := range Connection(tc.plan, tc.observed) {
				if got == nil {
					got = map[string]string{}
				}
				got[k] = string(v)
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nConnection(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
