// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"iter"
	"net/netip"
	"strings"
	"time"
)

// An Account is what provider configs give access to: an account of AWS, a
// subscription of Azure, a project of GCP. Accounts see nothing of each other.
type Account struct {
	// ID of the account at the cloud.
	ID string

	objects map[Name][]*Object

	// remembered is what stays when that goes which brought it.
	remembered map[string]bool
}

// Remember something that stays for as long as the account does.
func (a *Account) Remember(what string) {
	if a.remembered == nil {
		a.remembered = map[string]bool{}
	}
	a.remembered[what] = true
}

// Remembers is true if there was something once.
func (a *Account) Remembers(what string) bool { return a.remembered[what] }

// An Object is a resource at a cloud.
type Object struct {
	Kind    *Kind
	Account *Account

	// ID of the resource, unique for its kind in its account.
	ID string

	// Name of the resource: the external name of its managed resource.
	Name string

	// Args are the cloud's copy of the arguments.
	Args Value

	// seed of everything that is assigned to the resource.
	seed string

	// owner is the managed resource that manages the resource, if any.
	owner string

	// applied are the arguments that the owner asked for last.
	applied Value

	// links are the resources that this one points to, and users those that
	// point to it.
	links []linked
	users map[*Object]bool

	// ready is when the resource becomes ready, and gone when it is gone.
	ready, gone time.Time

	// next are the arguments that the resource has from changed on, if it is being
	// changed.
	next    Value
	changed time.Time

	// frozen resources never become ready.
	frozen bool
}

type linked struct {
	Link
	to *Object
}

// Ready is true for a resource that can be used.
func (o *Object) Ready(now time.Time) bool {
	return !o.frozen && !now.Before(o.ready) && o.gone.IsZero()
}

// change a resource to the arguments that were asked for. It returns false while that
// takes its time.
func (o *Object) change(now time.Time) bool {
	if now.Before(o.changed) {
		return false
	}
	o.Args, o.next = o.next, nil
	return true
}

// Exists is true for a resource that is not gone.
func (o *Object) Exists(now time.Time) bool {
	return o.gone.IsZero() || now.Before(o.gone)
}

// To returns the resource that an argument of this one points to, or nil.
func (o *Object) To(field string) *Object {
	for _, l := range o.links {
		if l.Field == field {
			return l.to
		}
	}
	return nil
}

// PointsTo is true if an argument of this resource points to another one.
func (o *Object) PointsTo(other *Object) bool {
	for _, l := range o.links {
		if l.to == other {
			return true
		}
	}
	return false
}

// A Request is about one resource: one that is to be created, updated or deleted, or
// that is observed.
type Request struct {
	*Object

	// Old is what the arguments were before an update.
	Old Value

	cloud *Cloud
}

// Region that the request goes to.
func (r *Request) Region() string { return r.cloud.dialect.Region(r) }

// About returns a request about another resource.
func (r *Request) About(o *Object) *Request {
	return &Request{Object: o, cloud: r.cloud}
}

// Others yields the other resources of a kind in the same account, oldest first.
func (r *Request) Others(kind Name) iter.Seq[*Object] {
	return func(yield func(*Object) bool) {
		for _, o := range r.Account.objects[kind] {
			if o != r.Object && o.Exists(r.cloud.now()) && !yield(o) {
				return
			}
		}
	}
}

// Everywhere yields the other resources of a kind in every account.
func (r *Request) Everywhere(kind Name) iter.Seq[*Object] {
	return func(yield func(*Object) bool) {
		for _, a := range r.cloud.sortedAccounts() {
			for _, o := range a.objects[kind] {
				if o != r.Object && o.Exists(r.cloud.now()) && !yield(o) {
					return
				}
			}
		}
	}
}

// Users yields the resources of a kind that point to this one.
func (r *Request) Users(kind Name) iter.Seq[*Object] {
	return r.UsersOf(r.Object, kind)
}

// UsersOf yields the resources of a kind that point to another one, except the one
// that the request is about.
func (r *Request) UsersOf(to *Object, kind Name) iter.Seq[*Object] {
	return func(yield func(*Object) bool) {
		if to == nil {
			return
		}
		for _, o := range r.cloud.sortedUsers(to) {
			if o != r.Object && o.Kind.Name() == kind && o.Exists(r.cloud.now()) && !yield(o) {
				return
			}
		}
	}
}

// First of a sequence of resources, or nil.
func First(os iter.Seq[*Object]) *Object {
	for o := range os {
		return o
	}
	return nil
}

// Find the resource of a kind that a value is a name of, or nil.
func (r *Request) Find(kind Name, value string) *Object {
	return r.cloud.find(r, kind, value, false)
}

// IsReady is true if a resource can be used.
func (r *Request) IsReady(o *Object) bool { return o.Ready(r.cloud.now()) }

// Hex returns digits that belong to the resource for life. Different purposes get
// different digits.
func (r *Request) Hex(digits int, purpose string) string {
	return hex.EncodeToString(r.sum(purpose))[:digits]
}

// Digits is like Hex, in decimal.
func (r *Request) Digits(digits int, purpose string) string {
	return decimal(digits, r.sum(purpose))
}

// UUID returns a UUID that belongs to the resource for life.
func (r *Request) UUID(purpose string) string { return uuid(r.sum(purpose)) }

// Address returns an address that belongs to the resource for life. It is of a range
// that nobody uses, so that it is never the address of something real.
// https://www.rfc-editor.org/rfc/rfc1112#section-4
func (r *Request) Address(purpose string) string {
	s := r.sum(purpose)
	return netip.AddrFrom4([4]byte{0xf0 | s[0]&0x0f, s[1], s[2], s[3]}).String()
}

func (r *Request) sum(purpose string) []byte {
	return sum(r.seed, string(r.Kind.Name()), purpose)
}

func sum(parts ...string) []byte {
	s := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return s[:]
}

func uuid(s []byte) string {
	h := hex.EncodeToString(s[:16])
	return h[:8] + "-" + h[8:12] + "-4" + h[13:16] + "-a" + h[17:20] + "-" + h[20:32]
}

// UUIDOf returns the UUID of a text.
func UUIDOf(text string) string { return uuid(sum(text)) }

// DigitsOf returns decimal digits of a text.
func DigitsOf(digits int, text string) string {
	return decimal(digits, sum(text))
}

func decimal(digits int, s []byte) string {
	d := fmt.Sprintf("%020d", binary.BigEndian.Uint64(s))
	return d[len(d)-digits:]
}
