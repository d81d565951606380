// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package plan

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/hyperscalar/hyperscalar/internal/validate"
)

// Limits of keys. The XRD states them too.
const (
	MaxSSHKeys      = 20
	MaxSSHKeyLength = 2048
)

// Types of keys that every cloud takes. See
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-key-pairs.html and
// https://learn.microsoft.com/azure/virtual-machines/linux/mac-create-ssh-keys#supported-ssh-key-formats.
const (
	SSHKeyED25519 = "ssh-ed25519"
	SSHKeyRSA     = "ssh-rsa"
)

// minRSABits is what Azure requires of keys.
const minRSABits = 2048

const shown = 24

// sshKeys of who may log in. A key is never part of an error as a whole, because it
// may be a private one.
func (r *planner) sshKeys() []SSHKey {
	path := Path("sshKeys")
	r.refuse(validate.AtMost(path, r.p.SSHKeys, MaxSSHKeys)...)
	var out []SSHKey
	for i, line := range r.p.SSHKeys {
		key, problem := parseSSHKey(line)
		if problem != "" {
			r.refuse(field.Invalid(path.Index(i), abbreviated(line), problem))
			continue
		}
		if slices.ContainsFunc(out, func(k SSHKey) bool { return body(k.Line) == body(key.Line) }) {
			r.refuse(field.Duplicate(path.Index(i), abbreviated(line)))
			continue
		}
		out = append(out, key)
	}
	return out
}

// body of a key: without its type and its comment.
func body(line string) string {
	_, rest, _ := strings.Cut(line, " ")
	key, _, _ := strings.Cut(rest, " ")
	return key
}

// abbreviated is enough of a key to find it.
func abbreviated(line string) string {
	if privateKey(line) {
		return "(a private key)"
	}
	if len(line) <= shown {
		return line
	}
	return line[:shown] + "..."
}

// parseSSHKey returns a key, or what is wrong with it.
func parseSSHKey(line string) (SSHKey, string) {
	const form = "must be a public key of one line, as in a file that ends in .pub: ssh-ed25519 or ssh-rsa, the key, and a comment"
	if privateKey(line) {
		return SSHKey{}, "is a private key: whoever could see it has it now, so that it must not be used any more; set the public one of another key"
	}
	kind, rest, ok := strings.Cut(line, " ")
	if !ok || strings.ContainsAny(line, "\r\n\t") || len(line) > MaxSSHKeyLength || strings.HasPrefix(rest, " ") {
		return SSHKey{}, form
	}
	encoded, _, _ := strings.Cut(rest, " ")
	blob, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil {
		return SSHKey{}, form
	}
	if kind != SSHKeyED25519 && kind != SSHKeyRSA {
		return SSHKey{}, fmt.Sprintf("is of type %s, which not every cloud takes: use %s, or %s", kind, SSHKeyED25519, SSHKeyRSA)
	}
	inner, blob, ok := sshString(blob)
	if !ok || string(inner) != kind {
		return SSHKey{}, form
	}
	if kind == SSHKeyRSA {
		return SSHKey{Type: kind, Line: line}, checkRSA(blob)
	}
	if point, _, ok := sshString(blob); !ok || len(point) != ed25519Bytes {
		return SSHKey{}, form
	}
	return SSHKey{Type: kind, Line: line}, ""
}

const (
	ed25519Bytes = 32
	lengthBytes  = 4
	bitsOfAByte  = 8
)

// checkRSA returns what is wrong with an RSA key: its exponent and its modulus.
func checkRSA(blob []byte) string {
	_, blob, ok := sshString(blob)
	modulus, _, okModulus := sshString(blob)
	// A number that would be negative starts with a zero byte.
	bits := len(strings.TrimLeft(string(modulus), "\x00")) * bitsOfAByte
	if !ok || !okModulus || bits < minRSABits {
		return fmt.Sprintf("must have at least %d bits: make a new key, for example with ssh-keygen -t ed25519", minRSABits)
	}
	return ""
}

// sshString returns the first string of a blob, and what is behind it.
// https://www.rfc-editor.org/rfc/rfc4251#section-5
func sshString(blob []byte) (value, rest []byte, ok bool) {
	if len(blob) < lengthBytes {
		return nil, nil, false
	}
	n := uint64(binary.BigEndian.Uint32(blob))
	blob = blob[lengthBytes:]
	if n > uint64(len(blob)) {
		return nil, nil, false
	}
	return blob[:n], blob[n:], true
}
