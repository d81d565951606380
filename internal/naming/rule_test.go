// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package naming

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// documented holds, by kind, what the cloud's documentation says of a name.
// It is written down apart from the rules on purpose: a rule that is wrong is
// not proved right by itself.
func documented() map[string]*regexp.Regexp {
	patterns := map[string]string{
		AWSNameTag.Kind:             `^[A-Za-z0-9 +\-=._:/@]{1,256}$`,
		AWSSecurityGroup.Kind:       `^[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{1,255}$`,
		AWSKeyPair.Kind:             `^[ -~]{1,255}$`,
		AWSPlacementGroup.Kind:      `^[ -~]{1,255}$`,
		AWSLaunchTemplate.Kind:      `^[a-zA-Z0-9()./_\-]{3,125}$`,
		AWSAutoscalingGroup.Kind:    `^[ -9;-~]{1,255}$`,
		AWSAutoscalingPolicy.Kind:   `^[ -~]{1,255}$`,
		AWSAutoscalingSchedule.Kind: `^[^:]{1,255}$`,
		AWSLoadBalancer.Kind:        `^[0-9A-Za-z]([0-9A-Za-z-]{0,30}[0-9A-Za-z])?$`,
		AWSTargetGroup.Kind:         `^[0-9A-Za-z]([0-9A-Za-z-]{0,30}[0-9A-Za-z])?$`,
		AWSIAMRole.Kind:             `^[\w+=,.@-]{1,64}$`,
		AWSIAMRolePolicy.Kind:       `^[\w+=,.@-]{1,128}$`,
		AWSIAMPolicy.Kind:           `^[\w+=,.@-]{1,128}$`,
		AWSIAMInstanceProfile.Kind:  `^[\w+=,.@-]{1,128}$`,
		AWSIAMUser.Kind:             `^[\w+=,.@-]{1,64}$`,
		AWSEKSCluster.Kind:          `^[0-9A-Za-z][A-Za-z0-9\-_]{0,99}$`,
		AWSEKSNodeGroup.Kind:        `^[0-9A-Za-z][A-Za-z0-9\-_]{0,62}$`,
		AWSEKSFargateProfile.Kind:   `^[0-9A-Za-z][A-Za-z0-9\-_]{0,62}$`,
		AWSKMSAlias.Kind:            `^[a-zA-Z0-9:/_-]{1,250}$`,
		AWSKMSGrant.Kind:            `^[a-zA-Z0-9:/_-]{1,256}$`,
		AWSLogGroup.Kind:            `^[\.\-_/#A-Za-z0-9]{1,512}$`,
		AWSBucket.Kind:              `^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`,
		AWSBucketTiering.Kind:       `^[0-9A-Za-z!_.*'()-]{1,64}$`,

		AzureResourceGroup.Kind:             `^[-\w._()]{0,89}[-\w_()]$`,
		AzureVirtualNetwork.Kind:            `^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9_]$`,
		AzureVirtualNetworkPeering.Kind:     `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzureSubnet.Kind:                    `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzureSecurityGroup.Kind:             `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzureApplicationSecurityGroup.Kind:  `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzureSecurityRule.Kind:              `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzurePublicIP.Kind:                  `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzurePublicIPPrefix.Kind:            `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzureNATGateway.Kind:                `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzureRouteTable.Kind:                `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzureRoute.Kind:                     `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzurePrivateDNSZoneLink.Kind:        `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzurePrivateEndpoint.Kind:           `^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9_]$`,
		AzureNetworkWatcher.Kind:            `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzureFlowLog.Kind:                   `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzureNetworkInterface.Kind:          `^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,62}[a-zA-Z0-9_]$`,
		AzureLoadBalancer.Kind:              `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzureStorageAccount.Kind:            `^[a-z0-9]{3,24}$`,
		AzureContainer.Kind:                 `^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$`,
		AzureShare.Kind:                     `^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$`,
		AzureEncryptionScope.Kind:           `^[a-z0-9]{4,63}$`,
		AzureKeyVault.Kind:                  `^[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$`,
		AzureKey.Kind:                       `^[0-9a-zA-Z-]{1,127}$`,
		AzureUserAssignedIdentity.Kind:      `^[a-zA-Z0-9][a-zA-Z0-9_-]{2,23}$`,
		AzureFederatedCredential.Kind:       `^[a-zA-Z0-9][a-zA-Z0-9_-]{2,119}$`,
		AzureRoleDefinition.Kind:            `^[ -~]{1,512}$`,
		AzureManagementLock.Kind:            `^[a-zA-Z0-9._()-]{0,89}[a-zA-Z0-9_()-]$`,
		AzureAKSCluster.Kind:                `^[a-zA-Z0-9]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?$`,
		AzureAKSNodeResourceGroup.Kind:      `^[-\w._()]{0,79}[-\w_()]$`,
		AzureAKSDNSPrefix.Kind:              `^[a-zA-Z0-9]([a-zA-Z0-9-]{0,52}[a-zA-Z0-9])?$`,
		AzureAKSNodePool.Kind:               `^[a-z][a-z0-9]{0,11}$`,
		AzureAKSWindowsNodePool.Kind:        `^[a-z][a-z0-9]{0,5}$`,
		AzureKubernetesExtension.Kind:       `^[a-zA-Z0-9][a-zA-Z0-9.-]{0,252}$`,
		AzureWorkspace.Kind:                 `^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$`,
		AzureMonitorSetting.Kind:            `^[^:<>+/&%\\?|*]{0,259}[^:<>+/&%\\?|* .]$`,
		AzureVM.Kind:                        `^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_])?$`,
		AzureScaleSet.Kind:                  `^[a-zA-Z0-9]([a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_])?$`,
		AzureComputerName.Kind:              `^[a-zA-Z]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$`,
		AzureComputerNamePrefix.Kind:        `^[a-zA-Z][a-zA-Z0-9-]{0,57}$`,
		AzureWindowsComputerName.Kind:       `^[a-zA-Z]([a-zA-Z0-9-]{0,13}[a-zA-Z0-9])?$`,
		AzureWindowsComputerNamePrefix.Kind: `^[a-zA-Z][a-zA-Z0-9-]{0,8}$`,
		AzureDisk.Kind:                      `^[a-zA-Z0-9][a-zA-Z0-9_-]{0,79}$`,
		AzureVMExtension.Kind:               `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,
		AzurePlacement.Kind:                 `^[a-zA-Z0-9]([a-zA-Z0-9_.-]{0,78}[a-zA-Z0-9_])?$`,

		GCPCompute.Kind:                `^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$`,
		GCPRouterNAT.Kind:              `^[a-z][-a-z0-9]{0,61}[a-z0-9]$`,
		GCPInstanceBase.Kind:           `^[a-z]([-a-z0-9]{0,56}[a-z0-9])?$`,
		GCPInstanceTemplatePrefix.Kind: `^[a-z][-a-z0-9]{0,36}$`,
		GCPDNSManagedZone.Kind:         `^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$`,
		GCPGKECluster.Kind:             `^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$`,
		GCPNodePool.Kind:               `^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$`,
		GCPGKEHubMembership.Kind:       `^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`,
		GCPServiceAccount.Kind:         `^[a-z][-a-z0-9]{4,28}[a-z0-9]$`,
		GCPFilestore.Kind:              `^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$`,
		GCPBucket.Kind:                 `^[a-z0-9][-a-z0-9_.]{1,61}[a-z0-9]$`,
		GCPCustomRole.Kind:             `^[a-zA-Z0-9_.]{3,64}$`,
		GCPWorkloadIdentityPool.Kind:   `^[a-z0-9-]{4,32}$`,
		GCPKMS.Kind:                    `^[a-zA-Z0-9_-]{1,63}$`,
		GCPLoggingSink.Kind:            `^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$`,

		KubernetesSecret.Kind: `^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`,
	}
	out := make(map[string]*regexp.Regexp, len(patterns))
	for kind, p := range patterns {
		out[kind] = regexp.MustCompile(p)
	}
	return out
}

// reserved holds, by kind, what the cloud's documentation forbids although the
// characters of the name are legal.
func reserved() map[string]*regexp.Regexp {
	azure := regexp.MustCompile(`(?i)^login|microsoft|windows`)
	out := map[string]*regexp.Regexp{
		AWSSecurityGroup.Kind:        regexp.MustCompile(`(?i)^sg-`),
		AWSLoadBalancer.Kind:         regexp.MustCompile(`(?i)^internal-`),
		AWSKMSAlias.Kind:             regexp.MustCompile(`^aws/`),
		AWSLogGroup.Kind:             regexp.MustCompile(`^aws/`),
		AWSBucket.Kind:               regexp.MustCompile(`^xn--|^sthree-|^amzn-s3-demo-|-s3alias$|--ol-s3$|\.mrap$|--x-s3$|--table-s3$|\.\.|^\d+\.\d+\.\d+\.\d+$`),
		AzureContainer.Kind:          regexp.MustCompile(`--`),
		AzureShare.Kind:              regexp.MustCompile(`--`),
		AzureKeyVault.Kind:           regexp.MustCompile(`(?i)--|^login|microsoft|windows`),
		AzureComputerName.Kind:       regexp.MustCompile(`(?i)^login|microsoft|windows|^\d+$`),
		GCPBucket.Kind:               regexp.MustCompile(`^goog|g[o0]{2}gle`),
		GCPWorkloadIdentityPool.Kind: regexp.MustCompile(`^gcp-`),
	}
	for _, r := range []Rule{
		AzurePublicIP, AzurePublicIPPrefix, AzureLoadBalancer, AzureStorageAccount, AzureAKSCluster,
		AzureAKSDNSPrefix, AzureVM, AzureScaleSet, AzureComputerNamePrefix, AzureWindowsComputerName,
		AzureWindowsComputerNamePrefix,
	} {
		out[r.Kind] = azure
	}
	return out
}

func TestRulesAreComplete(t *testing.T) {
	t.Parallel()

	vars, listed := declared(t)
	if diff := cmp.Diff(vars, listed); diff != "" {
		t.Errorf("Rules() must list every exported variable of the package, or its names are not tested: -exported, +listed:\n%s", diff)
	}
	if diff := cmp.Diff(len(vars), len(Rules())); diff != "" {
		t.Errorf("Rules() must return every rule that it lists: -exported, +returned:\n%s", diff)
	}
}

// declared returns the names of the package's exported variables, and of those
// that the functions behind Rules list.
func declared(t *testing.T) (vars, listed []string) {
	t.Helper()
	keep := func(i fs.FileInfo) bool { return !strings.HasSuffix(i.Name(), "_test.go") }
	pkgs, err := parser.ParseDir(token.NewFileSet(), ".", keep, parser.SkipObjectResolution) //nolint:staticcheck // No build tags here.
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pkgs["naming"].Files {
		for _, d := range f.Decls {
			vars = append(vars, exportedVars(d)...)
			listed = append(listed, listedRules(d)...)
		}
	}
	slices.Sort(vars)
	slices.Sort(listed)
	return vars, listed
}

func exportedVars(d ast.Decl) []string {
	g, ok := d.(*ast.GenDecl)
	if !ok || g.Tok != token.VAR {
		return nil
	}
	var out []string
	for _, s := range g.Specs {
		for _, n := range s.(*ast.ValueSpec).Names {
			if n.IsExported() {
				out = append(out, n.Name)
			}
		}
	}
	return out
}

func listedRules(d ast.Decl) []string {
	fn, ok := d.(*ast.FuncDecl)
	if !ok || !slices.Contains([]string{"awsRules", "azureRules", "gcpRules", "kubernetesRules"}, fn.Name.Name) {
		return nil
	}
	var out []string
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name != "Rule" {
			out = append(out, id.Name)
		}
		return true
	})
	return out
}

func TestRulesAreSound(t *testing.T) {
	t.Parallel()

	kinds := map[string]bool{}
	patterns := documented()
	for _, r := range Rules() {
		if kinds[r.Kind] {
			t.Errorf("%s: two rules of one kind would give two things one hash", r.Kind)
		}
		kinds[r.Kind] = true

		if !strings.HasPrefix(r.Reference, "https://") {
			t.Errorf("%s: reference %q is not a link to the cloud's documentation", r.Kind, r.Reference)
		}
		if patterns[r.Kind] == nil {
			t.Errorf("%s: this test has no regular expression from the cloud's documentation", r.Kind)
		}
		if room := r.MaxLength - r.hashLength() - len(r.Separator); room < 2 || r.hashLength() < r.MinLength-1 {
			t.Errorf("%s: no room for a readable base between %d and %d characters", r.Kind, r.MinLength, r.MaxLength)
		}
		if !r.Local && r.hashLength() < defaultHashLength {
			t.Errorf("%s: another tenant could look for a claim with the same hash of %d characters", r.Kind, r.hashLength())
		}
		if !r.First.contains(filler[0]) {
			t.Errorf("%s: a name must be able to start with %q", r.Kind, filler)
		}
		for _, a := range []Alphabet{r.Inner, r.Last} {
			if !containsAll(a, lowerDigits) {
				t.Errorf("%s: a hash must be legal inside and at the end of a name", r.Kind)
			}
		}
	}
}

func containsAll(a, b Alphabet) bool {
	for i := range len(b) {
		if !a.contains(b[i]) {
			return false
		}
	}
	return true
}

func TestValid(t *testing.T) {
	t.Parallel()

	cases := map[string]struct {
		reason string
		rule   Rule
		name   string
		want   string
	}{
		"Legal": {
			reason: "A legal name has nothing wrong with it.",
			rule:   AWSBucket, name: "acme-orders",
		},
		"UpperCaseIsLegalWhereTheCloudSaysSo": {
			reason: "Names that somebody else made may be upper case.",
			rule:   AzureResourceGroup, name: "RG_Shared(West)",
		},
		"Empty": {
			reason: "No kind has an empty name.",
			rule:   AWSLoadBalancer, name: "",
			want: `"" cannot be the name of an AWS load balancer: it has 0 characters, not 1 to 32`,
		},
		"TooShort": {
			reason: "The lower limit is inclusive.",
			rule:   GCPServiceAccount, name: "abcde",
			want: `"abcde" cannot be the name of a GCP service account: it has 5 characters, not 6 to 30`,
		},
		"TooLong": {
			reason: "The upper limit is inclusive.",
			rule:   AzureAKSNodePool, name: "abcdefghijklm",
			want: `"abcdefghijklm" cannot be the name of an Azure AKS node pool: it has 13 characters, not 1 to 12`,
		},
		"FirstCharacter": {
			reason: "A name that may contain digits may not always start with one.",
			rule:   GCPCompute, name: "9lives",
			want: `"9lives" cannot be the name of a GCP compute resource: it starts with '9'`,
		},
		"LastCharacter": {
			reason: "A name that may contain hyphens may not always end with one.",
			rule:   GCPCompute, name: "nine-",
			want: `"nine-" cannot be the name of a GCP compute resource: it ends with '-'`,
		},
		"InnerCharacter": {
			reason: "Custom roles have no hyphens.",
			rule:   GCPCustomRole, name: "net-admin",
			want: `"net-admin" cannot be the name of a GCP custom role: it contains '-'`,
		},
		"ForbiddenPrefix": {
			reason: "A security group's name must not look like an id, in any case.",
			rule:   AWSSecurityGroup, name: "SG-web",
			want: `"SG-web" cannot be the name of an AWS security group: it starts with "sg-", which is reserved`,
		},
		"ForbiddenSuffix": {
			reason: "S3 keeps some suffixes for aliases.",
			rule:   AWSBucket, name: "logs-s3alias",
			want: `"logs-s3alias" cannot be the name of an AWS bucket: it ends with "-s3alias", which is reserved`,
		},
		"ForbiddenSubstring": {
			reason: "Azure keeps its maker's name to itself.",
			rule:   AzureStorageAccount, name: "mymicrosoftdata",
			want: `"mymicrosoftdata" cannot be the name of an Azure storage account: it contains "microsoft", which is reserved`,
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := ""
			if err := Valid(tc.rule, tc.name); err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("%s\nValid(...): -want, +got:\n%s", tc.reason, diff)
			}
		})
	}
}
