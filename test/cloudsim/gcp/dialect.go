// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

// Package gcp tells a simulated cloud what is true of Google Cloud: its kinds of
// resources, what it refuses, and how it says so.
package gcp

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"

	platform "github.com/hyperscalar/hyperscalar/apis/platform/v1alpha1"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// New returns a simulation of Google Cloud.
func New(opts ...cloud.Option) *cloud.Cloud {
	return cloud.New(dialect{}, Kinds(), opts...)
}

const compute = "https://www.googleapis.com/compute/v1/"

type dialect struct{}

// Provider that speaks the dialect.
func (dialect) Provider() platform.Provider { return platform.ProviderGCP }

// AccountID is the project of the provider config, else made up.
func (dialect) AccountID(name string, spec cloud.Value) string {
	if id := spec.String("projectID"); id != "" {
		return id
	}
	return "project-" + cloud.DigitsOf(6, "project/"+name)
}

// Region that a request goes to.
func (dialect) Region(r *cloud.Request) string {
	if region := r.Args.String("region"); region != "" {
		return region
	}
	return regionOf(r.Args.String("location"))
}

// regionOf a location, which is a region or one of its zones. It is empty for a
// location that is neither.
func regionOf(location string) string {
	if slices.Contains(regions(), location) {
		return location
	}
	if i := strings.LastIndexByte(location, '-'); i > 0 && len(location) == i+2 && slices.Contains(regions(), location[:i]) {
		return location[:i]
	}
	return ""
}

// Sees everything of a project.
func (dialect) Sees(*cloud.Request, *cloud.Object) bool { return true }

// Identifies resources by id and by URL, and within their project and region by
// name. Service accounts are known by their addresses.
func (d dialect) Identifies(r *cloud.Request, o *cloud.Object, value string) bool {
	if o.Kind.Name() == serviceAccount && value == emailOf(o) || isGroup(o, value) {
		return true
	}
	id := value
	if i := strings.Index(value, "projects/"); i >= 0 {
		id = value[i:]
	}
	if id == o.ID {
		return true
	}
	if strings.Contains(value, "/") && "projects/"+project(r.Object)+"/"+value != o.ID {
		return false
	}
	region, at := d.Region(r), o.Args.String("region")
	local := region == "" || at == "" || region == at
	return (strings.Contains(value, "/") || o.Name == value) && project(o) == project(r.Object) && local
}

// Same is true if two ids are those of the same resource.
func (dialect) Same(id, other string) bool { return id == other }

// project of a resource: its own, else that of the provider config.
func project(o *cloud.Object) string {
	if p := o.Args.String("project"); p != "" {
		return p
	}
	return o.Account.ID
}

// Check the project, which is that of the credentials, the region and the labels.
func (d dialect) Check(r *cloud.Request) error {
	if p := project(r.Object); !projectID.MatchString(p) {
		return refuse(400, "badRequest", "Invalid project ID %q", p)
	}
	if project(r.Object) != r.Account.ID {
		return forbidden(r.Object, "create")
	}
	if region := d.Region(r); region != "" && !slices.Contains(regions(), region) {
		return refuse(400, "invalid", "Invalid value for field 'region': '%s'. Unknown region.", region)
	}
	return checkLabels(r)
}

var projectID = regexp.MustCompile(`^[a-z][a-z0-9-]{4,28}[a-z0-9]$`)

func refuse(status int, reason, format string, args ...any) error {
	return cloud.Refuse(status, reason, format, args...)
}

// invalid says that a field of a request has a wrong value.
func invalid(field, value, format string, args ...any) error {
	return refuse(400, "invalid", "Invalid value for field 'resource.%s': '%s'. %s", field, value, fmt.Sprintf(format, args...))
}

// Attributes that every kind has.
func (dialect) Attributes(r *cloud.Request) cloud.Value {
	out := cloud.Value{"id": r.ID}
	if linked()[r.Kind.Name()] {
		out["selfLink"] = selfLink(r.Object)
	}
	if labels := r.Args.Map("labels"); len(labels) > 0 {
		out["effectiveLabels"] = r.Args.Copy()["labels"]
	}
	return out
}

func selfLink(o *cloud.Object) string { return compute + o.ID }

// Missing says that a required argument is missing.
func (dialect) Missing(_ *cloud.Request, argument string) error {
	return cloud.Plain("%q: required field is not set", cloud.Snake(argument))
}

// NotFound says that there is nothing where an argument points to.
func (d dialect) NotFound(r *cloud.Request, l cloud.Link, value string) error {
	if l.To == bucket {
		return refuse(404, "notFound", "The specified bucket does not exist.")
	}
	return refuse(404, "notFound", "The resource '%s' was not found", path(r, l.To, value))
}

// path of a resource that does not exist.
func path(r *cloud.Request, kind cloud.Name, value string) string {
	if i := strings.Index(value, "projects/"); i >= 0 {
		return value[i:]
	}
	at := "global/"
	if regional()[kind] {
		at = "regions/" + r.Region() + "/"
	}
	return "projects/" + project(r.Object) + "/" + at + collections()[kind] + "/" + value
}

// Elsewhere says that the credentials give access to another project than the one that has
// what an argument points to.
func (dialect) Elsewhere(_ *cloud.Request, l cloud.Link, o *cloud.Object, _ string) error {
	switch l.To {
	case bucket:
		return forbidden(o, "get")
	case serviceAccount:
		return forbidden(o, "actAs")
	}
	return forbidden(o, "use")
}

// forbidden says that somebody may not do something with a resource.
// https://cloud.google.com/iam/docs/permission-error-messages
func forbidden(o *cloud.Object, verb string) error {
	service, _, _ := strings.Cut(string(o.Kind.Name()), "/")
	if own := map[string]string{"cloudplatform": "iam", "kms": "cloudkms"}[service]; own != "" {
		service = own
	}
	return refuse(403, "forbidden", "Required '%s.%s.%s' permission for '%s'", service, collections()[o.Kind.Name()], verb, o.ID)
}

// NotReady says that what an argument points to is not ready.
func (dialect) NotReady(_ *cloud.Request, _ cloud.Link, o *cloud.Object) error {
	return refuse(400, "resourceNotReady", "The resource '%s' is not ready", o.ID)
}

// Exists says that there is such a resource already.
func (dialect) Exists(r *cloud.Request, o *cloud.Object) error {
	if o.Kind.Name() == bucket {
		return bucketTaken(r, o)
	}
	return refuse(409, "alreadyExists", "The resource '%s' already exists", o.ID)
}

// InUse says that a resource cannot be deleted because of others.
func (dialect) InUse(r *cloud.Request, by []*cloud.Object) error {
	if r.Kind.Name() == managedZone {
		return refuse(400, "containerNotEmpty", "The resource named '%s' cannot be deleted because it contains one or more 'resource records'.", r.Name)
	}
	return refuse(400, "resourceInUseByAnotherResource", "The %s resource '%s' is already being used by '%s'", strings.ToLower(r.Kind.Kind), r.ID, by[0].ID)
}

// Fail says that something went wrong through nobody's mistake.
func (d dialect) Fail(r *cloud.Request, f cloud.Fault, text string) error {
	switch f {
	case cloud.FaultQuota:
		return refuse(403, "quotaExceeded", "Quota '%s' exceeded.  Limit: 5.0 globally.", strings.ToUpper(collections()[r.Kind.Name()]))
	case cloud.FaultThrottle:
		return refuse(403, "rateLimitExceeded", "Quota exceeded for quota metric 'Queries' and limit 'Queries per minute' of service 'compute.googleapis.com'.")
	case cloud.FaultRegionDown:
		return refuse(503, "backendError", "The service is currently unavailable in %s.", d.Region(r))
	case cloud.FaultError:
		if text != "" {
			return refuse(500, "backendError", "%s", text)
		}
	}
	return refuse(500, "backendError", "Internal error. Please try again or contact Google Support. (Code: '%s')", strings.ToUpper(r.RequestID()[:13]))
}

// Describe an error like Google's API client does, inside what the provider was
// doing.
func (dialect) Describe(op cloud.Operation, r *cloud.Request, err *cloud.Error) string {
	if err.Plain {
		return err.Message
	}
	verbs := map[cloud.Operation]string{cloud.Create: "creating", cloud.Read: "reading", cloud.Update: "updating", cloud.Delete: "deleting"}
	return fmt.Sprintf("Error %s %s: googleapi: Error %d: %s, %s", verbs[op], r.Kind.Noun, err.Status, err.Message, err.Code)
}

var (
	labelKey   = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,62}$`)
	labelValue = regexp.MustCompile(`^[a-z0-9_-]{0,63}$`)
)

// checkLabels applies the limits of labels.
// https://cloud.google.com/compute/docs/labeling-resources#restrictions
func checkLabels(r *cloud.Request) error { return checkLabelsAt(r, "labels") }

// checkLabelsAt a path where a kind has its labels.
func checkLabelsAt(r *cloud.Request, path string) error { return checkLabelsOf(r.Args.Map(path)) }

func checkLabelsOf(labels map[string]string) error {
	if len(labels) > 64 {
		return invalid("labels", "", "The number of labels is more than 64.")
	}
	for _, k := range slices.Sorted(maps.Keys(labels)) {
		if !labelKey.MatchString(k) {
			return invalid("labels", "", "Label key '%s' violates format constraints. The key must start with a lowercase character, can only contain lowercase letters, numeric characters, underscores and dashes. The key can be at most 63 characters long.", k)
		}
		if !labelValue.MatchString(labels[k]) {
			return invalid("labels", "", "Label value '%s' violates format constraints. The value can only contain lowercase letters, numeric characters, underscores and dashes. The value can be at most 63 characters long.", labels[k])
		}
	}
	return nil
}

// regions of Google Cloud.
func regions() []string {
	return []string{
		"africa-south1", "asia-east1", "asia-east2", "asia-northeast1", "asia-northeast2", "asia-northeast3", "asia-south1", "asia-south2",
		"asia-southeast1", "asia-southeast2", "australia-southeast1", "australia-southeast2", "europe-central2", "europe-north1", "europe-north2",
		"europe-southwest1", "europe-west1", "europe-west10", "europe-west12", "europe-west2", "europe-west3", "europe-west4", "europe-west6",
		"europe-west8", "europe-west9", "me-central1", "me-central2", "me-west1", "northamerica-northeast1", "northamerica-northeast2",
		"northamerica-south1", "southamerica-east1", "southamerica-west1", "us-central1", "us-east1", "us-east4", "us-east5", "us-south1",
		"us-west1", "us-west2", "us-west3", "us-west4",
	}
}
