// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/hyperscalar/hyperscalar/apis/compute/v1alpha1"
)

// wire writes strings as SSH does.
func wire(parts ...string) string {
	var b []byte
	for _, p := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(p)))
		b = append(b, p...)
	}
	return base64.StdEncoding.EncodeToString(b)
}

func rsaKey(bits int) string {
	return "ssh-rsa " + wire("ssh-rsa", "\x01\x00\x01", "\x00\x80"+strings.Repeat("n", bits/8-1))
}

func TestSSHKeys(t *testing.T) {
	t.Parallel()

	const form = "must be a public key of one line"
	cases := map[string]struct {
		reason string
		line   string
		want   string
	}{
		"ED25519":      {reason: "It is what people use.", line: keyED25519},
		"NoComment":    {reason: "A comment is for people.", line: keyOther},
		"RSA":          {reason: "It is what people used.", line: rsaKey(2048) + " old@example.com"},
		"RSAShort":     {reason: "Azure refuses it, and for a reason.", line: rsaKey(1024), want: "must have at least 2048 bits"},
		"RSACut":       {reason: "The modulus is missing.", line: "ssh-rsa " + wire("ssh-rsa", "\x01\x00\x01"), want: "must have at least 2048 bits"},
		"ECDSA":        {reason: "AWS refuses it.", line: "ecdsa-sha2-nistp256 " + wire("ecdsa-sha2-nistp256", "a"), want: "is of type ecdsa-sha2-nistp256, which not every cloud takes"},
		"Private":      {reason: "Whoever pasted it must know.", line: "-----BEGIN OPENSSH PRIVATE KEY-----\nabc", want: "is a private key"},
		"Lines":        {reason: "Another line would be another key.", line: keyED25519 + "\n" + keyOther, want: form},
		"Nothing":      {reason: "There is no key.", line: "ssh-ed25519", want: form},
		"Spaces":       {reason: "There is no key between them.", line: "ssh-ed25519  AAAA", want: form},
		"NotBase64":    {reason: "It is no key.", line: "ssh-ed25519 !!!!", want: form},
		"OtherInside":  {reason: "It says to be another one.", line: "ssh-ed25519 " + wire("ssh-rsa", "a"), want: form},
		"ED25519Short": {reason: "A point has 32 bytes.", line: "ssh-ed25519 " + wire("ssh-ed25519", "a"), want: form},
		"Cut":          {reason: "It ends in the middle.", line: "ssh-ed25519 " + base64.StdEncoding.EncodeToString([]byte{0, 0, 0, 99, 'a'}), want: form},
		"Empty":        {reason: "It ends at once.", line: "ssh-ed25519 AAAA", want: form},
		"TooLong":      {reason: "Nobody needs a comment as long.", line: keyED25519 + " " + strings.Repeat("a", MaxSSHKeyLength), want: form},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, errs := New(onAWS(), machine(func(p *v1alpha1.Parameters) { p.SSHKeys = []string{tc.line} }), v1alpha1.Status{})
			got := strings.Join(messages(errs), "\n")
			if tc.want == "" && got != "" || !strings.Contains(got, tc.want) {
				t.Errorf("%s\nNew(...): want %q, got %q", tc.reason, tc.want, got)
			}
			if tc.want != "" && len(tc.line) > shown+10 && strings.Contains(got, tc.line) {
				t.Errorf("The message repeats the key: %s", got)
			}
		})
	}
}

// TestSSHKeyTwice proves that a key is given once, whatever its comment.
func TestSSHKeyTwice(t *testing.T) {
	t.Parallel()

	other := strings.TrimSuffix(keyED25519, "ops@example.com") + "me"
	testRefusals(t, map[string]refusal{"Twice": {
		reason: "Clouds refuse to be told the same twice.",
		p:      func(p *v1alpha1.Parameters) { p.SSHKeys = []string{keyED25519, keyOther, other} },
		want:   []string{`spec.parameters.sshKeys[2]: Duplicate value: "ssh-ed25519 AAAAC3NzaC1l..."`},
	}})
}
