// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package served

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"google.golang.org/protobuf/types/known/structpb"

	fnv1 "github.com/crossplane/function-sdk-go/proto/v1"

	"github.com/hyperscalar/hyperscalar/internal/compose/composetest"
	"github.com/hyperscalar/hyperscalar/test/apis"
)

// secret is what must not be in a log.
const secret = "correct-horse-battery-staple"

// TestLogs proves that what functions write to their logs, even at debug level, is
// structured, and holds none of the secrets that they are sent: connection details,
// Secrets, passwords and user data, and whatever a developer writes into a wrong field.
func TestLogs(t *testing.T) {
	t.Parallel()
	for _, api := range apis.Names() {
		t.Run(api, func(t *testing.T) {
			t.Parallel()
			s := start(t, api, "--debug")
			for _, c := range calls(t, api, s, "") {
				for _, wrong := range []bool{false, true} {
					confide(c.Request, wrong)
					if _, err := s.Ask(t.Context(), encode(t, c.Request)); err != nil {
						t.Errorf("%s: %v", c.Name, err)
					}
				}
			}
			log := s.Log()
			if !strings.Contains(log, "Refused") {
				t.Errorf("the log should say that claims were refused:\n%s", log)
			}
			for line := range strings.Lines(log) {
				if !structured(line) {
					t.Errorf("the log has a line that is not structured: %s", line)
				}
				for _, form := range []string{secret, base64.StdEncoding.EncodeToString([]byte(secret))} {
					if strings.Contains(line, form) {
						t.Errorf("the log has a secret: %s", line)
					}
				}
			}
		})
	}
}

// structured lines are JSON. At debug level they are for people, and begin with a time, a
// level, a place and a message; what follows is JSON.
func structured(line string) bool {
	start := strings.IndexByte(line, '{')
	return start >= 0 && json.Valid([]byte(line[start:]))
}

// confide secrets to a request wherever one may be. A wrong claim has some where nobody
// expects them.
func confide(req *fnv1.RunFunctionRequest, wrong bool) {
	for _, r := range req.GetObserved().GetResources() {
		r.ConnectionDetails = map[string][]byte{"password": []byte(secret), "kubeconfig": []byte(secret), "attribute.secret": []byte(secret)}
		conceal(structpb.NewStructValue(r.GetResource()))
	}
	for _, rs := range req.GetRequiredResources() {
		for _, r := range rs.GetItems() {
			r.ConnectionDetails = map[string][]byte{"password": []byte(secret)}
			conceal(structpb.NewStructValue(r.GetResource()))
		}
	}
	composite := req.GetObserved().GetComposite()
	composite.ConnectionDetails = map[string][]byte{"password": []byte(secret)}
	parameters := composetest.At(composite.GetResource(), "spec", "parameters")
	conceal(parameters)
	if fields := parameters.GetStructValue().GetFields(); wrong && fields != nil {
		fields["passwort"] = structpb.NewStringValue(secret)
		fields["region"] = structpb.NewStringValue(secret)
	}
}

// conceal replaces whatever may be secret below a value.
func conceal(v *structpb.Value) {
	for _, item := range v.GetListValue().GetValues() {
		conceal(item)
	}
	o := v.GetStructValue()
	if kind := o.GetFields()["kind"].GetStringValue(); kind == "Secret" {
		o.Fields["data"] = structpb.NewStructValue(&structpb.Struct{Fields: map[string]*structpb.Value{
			"password": structpb.NewStringValue(base64.StdEncoding.EncodeToString([]byte(secret))),
		}})
	}
	for name, field := range o.GetFields() {
		if _, text := field.GetKind().(*structpb.Value_StringValue); text && sensitive(name) {
			o.Fields[name] = structpb.NewStringValue(secret)
			continue
		}
		conceal(field)
	}
}

func sensitive(name string) bool {
	for _, word := range []string{"password", "userdata", "customdata", "token", "secretkey", "privatekey", "kubeconfig", "cacert"} {
		if strings.Contains(strings.ToLower(name), word) {
			return true
		}
	}
	return false
}
