// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"sigs.k8s.io/yaml"

	"github.com/crossplane/function-sdk-go/errors"

	"github.com/hyperscalar/hyperscalar/internal/managed"
	"github.com/hyperscalar/hyperscalar/test/cloudsim/cloud"
)

// AnnotationFault on a managed resource says what goes wrong with it. Several faults
// are separated by semicolons.
const AnnotationFault = "sim.hyperscalar.io/fault"

// Names of faults. Those that a cloud reports as an error are spelled like the cloud
// package's.
const (
	// errorFault makes every operation fail: error, error=3, error=3:text.
	errorFault = "error"

	// quota makes the creation fail: quota, quota=3.
	quota = "quota"

	// throttle makes every request fail: throttle, throttle=3.
	throttle = "throttle"

	// regionDown makes every request fail.
	regionDown = "region-down"

	// undeletable makes the deletion fail: undeletable, undeletable=3.
	undeletable = "undeletable"

	// neverReady resources are created and never become ready.
	neverReady = "never-ready"

	// slow resources take longer to create: slow=30s.
	slow = "slow"

	// drift changes the cloud's copy of an argument once: drift=path:value.
	drift = "drift"

	// vanish deletes the resource at the cloud once.
	vanish = "vanish"
)

// A fault that was asked for.
type fault struct {
	name string

	// times that it happens. Zero means for as long as it is asked for.
	times int

	// text of the error.
	text string

	duration time.Duration
	path     string
	value    any
}

// parseFault reads one fault.
func parseFault(in string) (fault, error) {
	name, arg, _ := strings.Cut(strings.TrimSpace(in), "=")
	f := fault{name: name}
	var err error
	switch name {
	case neverReady, regionDown:
	case vanish:
		f.times = 1
	case slow:
		f.duration, err = time.ParseDuration(arg)
	case drift:
		path, value, ok := strings.Cut(arg, ":")
		if !ok {
			return f, errors.Errorf("cannot understand fault %q: want drift=path:value", in)
		}
		f.times, f.path = 1, path
		if json.Unmarshal([]byte(value), &f.value) != nil {
			f.value = value
		}
	case errorFault, quota, throttle, undeletable:
		times, text, _ := strings.Cut(arg, ":")
		f.text = text
		if times != "" {
			f.times, err = strconv.Atoi(times)
		}
	default:
		return f, errors.Errorf("no such fault: %q", in)
	}
	return f, errors.Wrapf(err, "cannot understand fault %q", in)
}

// ParseFaults reads faults that are separated by semicolons.
func parseFaults(in string) ([]fault, error) {
	var out []fault
	for one := range strings.SplitSeq(in, ";") {
		if strings.TrimSpace(one) == "" {
			continue
		}
		f, err := parseFault(one)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// hits is true if a fault makes an operation fail.
func (f fault) hits(op cloud.Operation) bool {
	switch f.name {
	case quota:
		return op == cloud.Create
	case undeletable:
		return op == cloud.Delete
	case throttle, regionDown:
		return true
	case errorFault:
		return op != cloud.Read
	}
	return false
}

func (f fault) cloud() cloud.Fault {
	if f.name == undeletable {
		return cloud.FaultError
	}
	return cloud.Fault(f.name)
}

// A Rule says what goes wrong with the managed resources that it selects. What is
// empty selects everything.
type Rule struct {
	Provider  string `json:"provider,omitempty"`
	Kind      string `json:"kind,omitempty"`
	Key       string `json:"key,omitempty"`
	Namespace string `json:"namespace,omitempty"`
	Name      string `json:"name,omitempty"`
	Account   string `json:"account,omitempty"`
	Region    string `json:"region,omitempty"`

	// Wants are arguments that are asked for, for example version: "1.34".
	Wants map[string]string `json:"wants,omitempty"`

	// Fault, or several that are separated by semicolons.
	Fault string `json:"fault"`
}

// ParseRules reads the data of a ConfigMap, each item of which is a rule.
func ParseRules(data map[string]string) ([]Rule, error) {
	out := make([]Rule, 0, len(data))
	for name, text := range data {
		r := Rule{}
		if err := yaml.UnmarshalStrict([]byte(text), &r); err != nil {
			return nil, errors.Wrapf(err, "cannot parse fault rule %q", name)
		}
		if _, err := parseFaults(r.Fault); err != nil {
			return nil, errors.Wrapf(err, "cannot parse fault rule %q", name)
		}
		out = append(out, r)
	}
	return out, nil
}

func (r Rule) selects(k scopedKind, account string, w wrapped) bool {
	spec := text(w, "spec", "forProvider")
	region := spec.String("region") + spec.String("location")
	for want, have := range map[string]string{
		"provider/" + r.Provider:   "provider/" + string(k.Provider()),
		"kind/" + r.Kind:           "kind/" + k.Kind.Kind,
		"key/" + r.Key:             "key/" + w.GetLabels()[managed.LabelKey],
		"namespace/" + r.Namespace: "namespace/" + w.GetNamespace(),
		"name/" + r.Name:           "name/" + w.GetName(),
		"account/" + r.Account:     "account/" + account,
		"region/" + r.Region:       "region/" + region,
	} {
		if !strings.HasSuffix(want, "/") && want != have {
			return false
		}
	}
	for path, want := range r.Wants {
		if spec.String(path) != want {
			return false
		}
	}
	return true
}

// Faults that were asked for, and how often they happened.
type Faults struct {
	mu    sync.Mutex
	rules []Rule
	used  map[string]int
}

// NewFaults returns no faults.
func NewFaults() *Faults { return &Faults{used: map[string]int{}} }

// Set the rules.
func (fs *Faults) Set(rules []Rule) {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.rules = rules
}

// of a managed resource. Annotations that make no sense are ignored.
func (fs *Faults) of(k scopedKind, account string, w wrapped) []fault {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	out, _ := parseFaults(w.GetAnnotations()[AnnotationFault])
	for _, r := range fs.rules {
		if r.selects(k, account, w) {
			more, _ := parseFaults(r.Fault)
			out = append(out, more...)
		}
	}
	return out
}

// use a fault of a managed resource up. It returns false if it is used up already.
func (fs *Faults) use(owner string, f fault) bool {
	if f.times == 0 {
		return true
	}
	fs.mu.Lock()
	defer fs.mu.Unlock()
	key := strings.Join([]string{owner, f.name, f.path, f.text, strconv.Itoa(f.times)}, "/")
	if f.name == drift {
		key += fmt.Sprint("=", f.value)
	}
	fs.used[key]++
	return fs.used[key] <= f.times
}
