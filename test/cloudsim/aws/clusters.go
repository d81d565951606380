// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"encoding/base64"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// Versions of Kubernetes that EKS serves.
const (
	oldestMinor  = 30
	newestMinor  = 36
	defaultMinor = 34
)

// maxPublicCIDRs is a quota that every new account has.
// https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
const maxPublicCIDRs = 40

// Codes of errors of EKS.
const (
	invalidParameter = "InvalidParameterException"
	invalidRequest   = "InvalidRequestException"
	notFound         = "ResourceNotFoundException"
	inUse            = "ResourceInUseException"
)

func eks(version, kind, plural string) cloud.Kind {
	return cloud.Kind{Type: typeOf("eks", version, kind, plural), Service: serviceEKS}
}

const serviceEKS = "EKS"

// toCluster is the cluster that a resource belongs to, and vanishes with.
func toCluster() cloud.Link {
	return cloud.Link{Field: "clusterName", To: cluster, Code: notFound, Text: "No cluster found for name: %s.", Nested: true}
}

func clusters() []cloud.Kind {
	c := eks("v1beta2", "Cluster", "clusters")
	c.Naming, c.Noun, c.Call = cloud.Given, "EKS Cluster", "Cluster"
	c.Required = []string{"roleArn", "vpcConfig.subnetIds"}
	c.Immutable = []string{
		"roleArn", "bootstrapSelfManagedAddons", "accessConfig.bootstrapClusterCreatorAdminPermissions",
		"kubernetesNetworkConfig.ipFamily", "kubernetesNetworkConfig.serviceIpv4Cidr",
	}
	c.Links = []cloud.Link{
		{Field: "roleArn", To: role, Code: invalidParameter, Text: "Role with arn: %s, could not be assumed because it does not exist or the trusted entity is not correct"},
		{Field: "vpcConfig.subnetIds", To: subnet, Code: invalidParameter, Text: "The subnet ID '%s' does not exist", Holds: true},
		{Field: "vpcConfig.securityGroupIds", To: securityGroup, Code: invalidParameter, Text: "The security group '%s' does not exist", Holds: true},
		{Field: "encryptionConfig.provider.keyArn", To: key, Loose: true},
	}
	c.Gradual = []string{"version"}
	c.Defaults = cloud.Value{"version": "1." + strconv.Itoa(defaultMinor)}
	c.Check, c.CheckDelete, c.Attributes, c.Server = checkCluster, checkClusterDelete, clusterAttributes, apiServer

	auth := eks("v1beta1", "ClusterAuth", "clusterauths")
	auth.Naming, auth.Noun, auth.Call = cloud.Templated, "EKS Cluster Auth", "Cluster"
	auth.Required = []string{"clusterName"}
	auth.Links = []cloud.Link{toCluster()}
	auth.Reports = []string{"lastRefreshTime"}
	auth.ID = func(r *cloud.Request) string { return "auth-0" + r.Hex(16, "id") }
	auth.Attributes = func(*cloud.Request) cloud.Value {
		return cloud.Value{"lastRefreshTime": time.Unix(0, 0).UTC().Format(time.RFC3339)}
	}
	auth.Secrets = kubeconfig
	return []cloud.Kind{c, auth}
}

var clusterName = regexp.MustCompile(`^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$`)

func checkCluster(r *cloud.Request) error {
	if !clusterName.MatchString(r.Name) {
		return cloud.Plain("invalid value for name (must be between 1-100 characters in length. Must begin with an alphanumeric character, and must only contain alphanumeric characters, dashes and underscores)")
	}
	for _, check := range []func(*cloud.Request) error{
		checkVersion, checkClusterRole, checkClusterSubnets, checkEndpointAccess, checkServiceRange, checkClusterOptions, checkClusterEncryption,
	} {
		if err := check(r); err != nil {
			return err
		}
	}
	return nil
}

// minorOf a version, or zero. EKS takes minor versions only, and none with a patch release.
// https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html
func minorOf(version string) int {
	if strings.Count(version, ".") != 1 {
		return 0
	}
	return cloud.Minor(version)
}

// checkVersion refuses versions that EKS does not serve, and all but the next one of a
// cluster that exists.
// https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html
func checkVersion(r *cloud.Request) error {
	want := r.Args.String("version")
	minor := minorOf(want)
	if minor < oldestMinor || minor > newestMinor {
		return cloud.Refuse(400, invalidParameter, "unsupported Kubernetes version %s", want)
	}
	if r.Old == nil {
		return nil
	}
	has := r.Old.String("version")
	if old := minorOf(has); minor < old || minor > old+1 {
		return cloud.Refuse(400, invalidParameter, "Unsupported Kubernetes minor version update from %s to %s", has, want)
	}
	return nil
}

// mayDo says whether a managed policy of AWS is attached to a role.
func mayDo(r *cloud.Request, to *cloud.Object, name string) bool {
	for a := range r.UsersOf(to, rolePolicyAttachment) {
		if strings.HasSuffix(a.Args.String("policyArn"), "policy/"+name) && r.IsReady(a) {
			return true
		}
	}
	return false
}

// trusts says whether a role trusts a service.
func trusts(to *cloud.Object, service string) bool {
	return strings.Contains(to.Args.String("assumeRolePolicy"), service+".amazonaws.com")
}

func checkClusterRole(r *cloud.Request) error {
	if r.Old != nil {
		return nil
	}
	to := r.To("roleArn")
	if !trusts(to, "eks") {
		return cloud.Refuse(400, invalidParameter, "Role with arn: %s, could not be assumed because it does not exist or the trusted entity is not correct", r.Args.String("roleArn"))
	}
	if !mayDo(r, to, "AmazonEKSClusterPolicy") {
		return cloud.Refuse(400, invalidParameter, "The provided role doesn't have the Amazon EKS Managed Policies associated with it. Please ensure the following policies [arn:aws:iam::aws:policy/AmazonEKSClusterPolicy] are attached")
	}
	return nil
}

// subnetsOf an argument.
func subnetsOf(r *cloud.Request, args cloud.Value, field string) []*cloud.Object {
	var out []*cloud.Object
	for _, id := range args.Strings(field) {
		if s := r.Find(subnet, id); s != nil {
			out = append(out, s)
		}
	}
	return out
}

// zonesOfSubnets, sorted.
func zonesOfSubnets(subnets []*cloud.Object) []string {
	var out []string
	for _, s := range subnets {
		out = append(out, s.Args.String("availabilityZone"))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func checkClusterSubnets(r *cloud.Request) error {
	subnets := subnetsOf(r, r.Args, "vpcConfig.subnetIds")
	zones := zonesOfSubnets(subnets)
	if len(zones) < 2 {
		return cloud.Refuse(400, invalidParameter, "Subnets specified must be in at least two different AZs")
	}
	for _, s := range subnets {
		if s.To("vpcId") != subnets[0].To("vpcId") {
			return cloud.Refuse(400, invalidParameter, "Subnets provided must belong to the same VPC")
		}
	}
	if r.Old == nil {
		return nil
	}
	for _, zone := range zones {
		if !slices.Contains(zonesOfSubnets(subnetsOf(r, r.Old, "vpcConfig.subnetIds")), zone) {
			return cloud.Refuse(400, invalidParameter, "Provided subnets should belong to the exact set of AZs in which subnets were provided during cluster creation")
		}
	}
	return nil
}

// notPublic are ranges that nobody comes from over the internet.
func notPublic() []netip.Prefix {
	return cloud.CIDRs("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/4")
}

func checkEndpointAccess(r *cloud.Request) error {
	public := !r.Args.Has("vpcConfig.endpointPublicAccess") || r.Args.Bool("vpcConfig.endpointPublicAccess")
	if !public && !r.Args.Bool("vpcConfig.endpointPrivateAccess") {
		return cloud.Refuse(400, invalidParameter, "Private and public endpoint access cannot be false")
	}
	ranges := r.Args.Strings("vpcConfig.publicAccessCidrs")
	if len(ranges) > maxPublicCIDRs {
		return cloud.Refuse(400, invalidParameter, "The number of publicAccessCidrs exceeds the limit of %d", maxPublicCIDRs)
	}
	for _, text := range ranges {
		p, ok := cloud.CIDR(text)
		if !ok {
			return cloud.Plain("%q is not a valid CIDR block", text)
		}
		if cloud.Inside(p, notPublic()) {
			return cloud.Refuse(400, invalidParameter, "The following CIDRs are not allowed in publicAccessCidrs: [%s]", text)
		}
	}
	return nil
}

// checkServiceRange is what the provider checks, and then EKS.
func checkServiceRange(r *cloud.Request) error {
	text := r.Args.String("kubernetesNetworkConfig.serviceIpv4Cidr")
	if text == "" {
		return nil
	}
	p, ok := cloud.CIDR(text)
	if !ok || p.Bits() < 12 || p.Bits() > 24 {
		return cloud.Plain("expected \"kubernetes_network_config.0.service_ipv4_cidr\" to contain a network Value with between 12 and 24 significant bits, got: %s", text)
	}
	if !cloud.Inside(p, cloud.CIDRs("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")) {
		return cloud.Plain("\"kubernetes_network_config.0.service_ipv4_cidr\" must be within 10.0.0.0/8, 172.16.0.0/12, or 192.168.0.0/16")
	}
	for _, s := range subnetsOf(r, r.Args, "vpcConfig.subnetIds")[:1] {
		if _, overlap := cloud.Overlapping(p, blocksOf(r, s.To("vpcId"))); overlap {
			return cloud.Refuse(400, invalidParameter, "The serviceIpv4Cidr %s overlaps with the VPC CIDR", text)
		}
	}
	return nil
}

// oneOf refuses values that are not among those of an enumeration.
func oneOf(r *cloud.Request, path string, values ...string) error {
	for _, v := range r.Args.Strings(path) {
		if !slices.Contains(values, v) {
			return cloud.Plain("expected %s to be one of [%s], got %s", cloud.Snake(path), strings.Join(quoted(values), " "), v)
		}
	}
	return nil
}

func quoted(values []string) []string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		out = append(out, strconv.Quote(v))
	}
	return out
}

func checkClusterOptions(r *cloud.Request) error {
	if err := oneOf(r, "enabledClusterLogTypes", "api", "audit", "authenticator", "controllerManager", "scheduler"); err != nil {
		return err
	}
	if err := oneOf(r, "accessConfig.authenticationMode", "API", "API_AND_CONFIG_MAP", "CONFIG_MAP"); err != nil {
		return err
	}
	if err := oneOf(r, "upgradePolicy.supportType", "STANDARD", "EXTENDED"); err != nil {
		return err
	}
	if r.Old != nil && strings.HasPrefix(r.Old.String("accessConfig.authenticationMode"), "API") && r.Args.String("accessConfig.authenticationMode") == "CONFIG_MAP" {
		return cloud.Refuse(400, invalidParameter, "Unsupported authentication mode update from %s to CONFIG_MAP", r.Old.String("accessConfig.authenticationMode"))
	}
	return oneOf(r, "kubernetesNetworkConfig.ipFamily", "ipv4", "ipv6")
}

// checkClusterEncryption refuses to encrypt anything else, and to encrypt with another
// key once there is one.
func checkClusterEncryption(r *cloud.Request) error {
	const provider, resources = "encryptionConfig.provider.keyArn", "encryptionConfig.resources"
	if r.Old.Has(provider) && r.Old.String(provider) != r.Args.String(provider) {
		return cloud.Refuse(400, invalidRequest, "Encryption is already enabled on the cluster")
	}
	if !r.Args.Has("encryptionConfig") {
		return nil
	}
	if !strings.HasPrefix(r.Args.String(provider), "arn:") {
		return cloud.Refuse(400, invalidParameter, "Invalid keyArn")
	}
	if !slices.Equal(r.Args.Strings(resources), []string{"secrets"}) {
		return cloud.Plain("expected encryption_config.0.resources to be one of [\"secrets\"]")
	}
	return nil
}

func checkClusterDelete(r *cloud.Request) error {
	if r.Args.Bool("deletionProtection") {
		return cloud.Refuse(400, invalidRequest, "Cluster %s has deletion protection enabled. Disable it before you delete the cluster", r.ID)
	}
	return nil
}

// clusterGroup is the security group that comes with a cluster.
func clusterGroup(r *cloud.Request) string { return "sg-0" + r.Hex(16, "cluster security group") }

func clusterAttributes(r *cloud.Request) cloud.Value {
	id := strings.ToUpper(r.Hex(32, "endpoint"))
	out := cloud.Value{
		"status": "ACTIVE", "platformVersion": "eks.7", "createdAt": time.Unix(0, 0).UTC().Format(time.RFC3339),
		"endpoint":             fmt.Sprintf("https://%s.gr7.%s.eks.amazonaws.com", id, r.Region()),
		"certificateAuthority": []any{map[string]any{"data": certificate(r)}},
		"identity": []any{map[string]any{"oidc": []any{map[string]any{
			"issuer": fmt.Sprintf("https://oidc.eks.%s.amazonaws.com/id/%s", r.Region(), id),
		}}}},
		"vpcConfig": map[string]any{"clusterSecurityGroupId": clusterGroup(r)},
	}
	if subnets := subnetsOf(r, r.Args, "vpcConfig.subnetIds"); len(subnets) > 0 && subnets[0].To("vpcId") != nil {
		out.Set("vpcConfig.vpcId", subnets[0].To("vpcId").ID)
	}
	return out
}

// certificate of the authority of a cluster. It looks like one from afar.
func certificate(r *cloud.Request) string {
	return base64.StdEncoding.EncodeToString([]byte("-----BEGIN CERTIFICATE-----\n" + r.Hex(60, "certificate") + "\n-----END CERTIFICATE-----\n"))
}

// token that a ClusterAuth hands out.
func token(auth *cloud.Request) string { return "k8s-aws-v1." + auth.Hex(40, "token") }

// apiServer of a cluster. It knows who created the cluster, unless it was told not to.
// https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
func apiServer(r *cloud.Request) cloud.Server {
	pem, _ := base64.StdEncoding.DecodeString(certificate(r))
	return cloud.Server{URL: clusterAttributes(r).String("endpoint"), CA: pem, Admits: func(by cloud.Caller) error {
		const creator = "accessConfig.bootstrapClusterCreatorAdminPermissions"
		for auth := range r.Users(clusterAuth) {
			if r.Args.At(creator) != false && by.Token == token(r.About(auth)) {
				return nil
			}
		}
		return cloud.Plain("Unauthorized")
	}}
}

// kubeconfig for the cluster, with a token that does not last.
func kubeconfig(r *cloud.Request) map[string][]byte {
	c := r.To("clusterName")
	if c == nil {
		return nil
	}
	at := clusterAttributes(r.About(c))
	ca := certificate(r.About(c))
	pem, err := base64.StdEncoding.DecodeString(ca)
	if err != nil {
		return nil
	}
	text := fmt.Sprintf(`apiVersion: v1
kind: Config
clusters:
- name: %[1]s
  cluster: {certificate-authority-data: %[2]s, server: "%[3]s"}
contexts:
- name: %[1]s
  context: {cluster: %[1]s, user: %[1]s}
current-context: %[1]s
users:
- name: %[1]s
  user: {token: %[4]s}
`, c.ID, ca, at.String("endpoint"), token(r))
	return map[string][]byte{"kubeconfig": []byte(text), "endpoint": []byte(at.String("endpoint")), "clusterCA": pem}
}
