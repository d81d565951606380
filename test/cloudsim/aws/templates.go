// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package aws

import (
	"regexp"
	"slices"

	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

func templates() []cloud.Kind {
	return []cloud.Kind{{
		Type: ec2("v1beta2", "LaunchTemplate", "launchtemplates"), Prefix: "lt-", Noun: "EC2 Launch Template", Service: "EC2", Call: "LaunchTemplate",
		Required:  []string{"name"},
		Immutable: []string{"name"},
		Kept:      []string{"latestVersion"},
		Check:     checkTemplate,
		Attributes: func(r *cloud.Request) cloud.Value {
			latest, _ := r.Args.Int("latestVersion")
			return cloud.Value{"latestVersion": int64(max(latest, 1)), "defaultVersion": int64(1)}
		},
	}}
}

var templateName = regexp.MustCompile(`^[a-zA-Z0-9()./_-]{3,125}$`)

func checkTemplate(r *cloud.Request) error {
	name := r.Args.String("name")
	if !templateName.MatchString(name) {
		return cloud.Plain("invalid value for name (must be between 3 and 125 characters of a-z, A-Z, 0-9, and ( ) . / _ -)")
	}
	for other := range r.Others(launchTemplate) {
		if other.Args.String("name") == name && other.Args.String("region") == r.Region() {
			return cloud.Refuse(400, "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.")
		}
	}
	if err := checkMetadataOptions(r); err != nil {
		return err
	}
	if err := checkDisks(r); err != nil {
		return err
	}
	if err := oneOf(r, "tagSpecifications[].resourceType", "instance", "network-interface", "volume", "spot-instances-request"); err != nil {
		return err
	}
	if err := checkLaunchData(r); err != nil {
		return err
	}
	if r.Old != nil && slices.ContainsFunc(r.Old.Changes(r.Args), func(c cloud.Change) bool { return c.Path != "tags" }) {
		// Every change but one of its own tags is a version of its own.
		latest, _ := r.Old.Int("latestVersion")
		r.Args.Set("latestVersion", int64(max(latest, 1)+1))
	}
	return nil
}

func checkMetadataOptions(r *cloud.Request) error {
	if err := oneOf(r, "metadataOptions.httpTokens", "optional", "required"); err != nil {
		return err
	}
	if err := oneOf(r, "metadataOptions.httpEndpoint", "disabled", "enabled"); err != nil {
		return err
	}
	if n, ok := r.Args.Int("metadataOptions.httpPutResponseHopLimit"); ok && (n < 1 || n > 64) {
		return cloud.Plain("expected metadata_options.0.http_put_response_hop_limit to be in the range (1 - 64), got %d", n)
	}
	return nil
}

// checkDisks applies the limits of volumes.
// https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
func checkDisks(r *cloud.Request) error {
	if err := oneOf(r, "blockDeviceMappings[].ebs.volumeType", "standard", "io1", "io2", "gp2", "gp3", "sc1", "st1"); err != nil {
		return err
	}
	for _, path := range []string{"blockDeviceMappings[].ebs.encrypted", "blockDeviceMappings[].ebs.deleteOnTermination"} {
		if err := oneOf(r, path, "true", "false"); err != nil {
			return err
		}
	}
	for _, disk := range r.Args.List("blockDeviceMappings") {
		if n, ok := disk.Int("ebs.volumeSize"); ok && (n < 1 || n > 65536) {
			return cloud.Refuse(400, "InvalidParameterValue", "Volume of %dGiB is invalid for type %s", n, disk.String("ebs.volumeType"))
		}
	}
	return nil
}
