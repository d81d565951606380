// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// account of a managed resource. Provider configs for the same account share it.
func (c *Cloud) account(w Wanted) *Account {
	id := w.accountID
	if id == "" {
		id = c.dialect.AccountID(w.Account, w.AccountSpec)
	}
	a, ok := c.accounts[id]
	if !ok {
		a = &Account{ID: id, objects: map[Name][]*Object{}}
		c.accounts[id] = a
	}
	return a
}

func (c *Cloud) sortedAccounts() []*Account {
	return slices.SortedFunc(maps.Values(c.accounts), func(a, b *Account) int { return strings.Compare(a.ID, b.ID) })
}

func (c *Cloud) sortedUsers(o *Object) []*Object {
	return slices.SortedFunc(maps.Keys(o.users), func(a, b *Object) int { return strings.Compare(a.ID, b.ID) })
}

// lookup the resource that a managed resource is about. It is nil if there is none,
// or if it is somebody else's. A resource that nobody manages gets an owner. What a
// managed resource has in one account does not follow it to another one.
func (c *Cloud) lookup(w Wanted) *Object {
	c.sweep()
	if o, ok := c.owned[w.Owner]; ok && !o.Kind.Located && o.Account == c.account(w) {
		return o
	}
	probe := c.build(w)
	if probe.Kind.Naming == Assigned {
		probe.ID = w.Name
	}
	o := c.byID(probe.Account, w.Kind, probe.ID)
	if o == nil || probe.ID == "" || !c.dialect.Sees(&Request{Object: probe, cloud: c}, o) {
		return nil
	}
	if w.ObserveOnly {
		return o
	}
	if o.owner != "" && (o.Kind.Shared || o.Kind.Located) {
		return o
	}
	if o.owner != "" {
		return nil
	}
	o.owner, o.applied = w.Owner, o.Kind.sent(w.For)
	c.own(o)
	return o
}

// own a resource. Who had another one before leaves that behind.
func (c *Cloud) own(o *Object) {
	if before := c.owned[o.owner]; before != nil && before != o {
		before.owner = ""
	}
	c.owned[o.owner] = o
}

func (c *Cloud) byID(a *Account, kind Name, id string) *Object {
	for _, o := range a.objects[kind] {
		if c.dialect.Same(o.ID, id) && o.Exists(c.now()) {
			return o
		}
	}
	return nil
}

// find the resource that a value is a name of, as seen from another resource.
func (c *Cloud) find(r *Request, kind Name, value string, foreign bool) *Object {
	if value == "" {
		return nil
	}
	accounts := []*Account{r.Account}
	if foreign {
		accounts = c.sortedAccounts()
	}
	for _, a := range accounts {
		for _, o := range a.objects[kind] {
			if o.Exists(c.now()) && (foreign || c.dialect.Sees(r, o)) && c.dialect.Identifies(r, o, value) {
				return o
			}
		}
	}
	return nil
}

// elsewhere is the resource of another account that a value tells apart from all others,
// or nil. A name does not, unless it is unique in the whole world.
func (c *Cloud) elsewhere(r *Request, kind Name, value string) *Object {
	o := c.find(r, kind, value, true)
	if o == nil || o.Account == r.Account || o.Name == value && !o.Kind.World {
		return nil
	}
	return o
}

func (c *Cloud) insert(o *Object) {
	o.Account.objects[o.Kind.Name()] = append(o.Account.objects[o.Kind.Name()], o)
	if o.owner != "" {
		c.own(o)
	}
	c.link(o)
}

func (c *Cloud) link(o *Object) {
	for _, l := range o.links {
		l.to.users[o] = true
	}
}

func (c *Cloud) unlink(o *Object, links []linked) {
	for _, l := range links {
		delete(l.to.users, o)
	}
}

// remove a resource, and those that vanish together with it.
func (c *Cloud) remove(o *Object) {
	kind := o.Kind.Name()
	o.Account.objects[kind] = slices.DeleteFunc(o.Account.objects[kind], func(other *Object) bool { return other == o })
	if c.owned[o.owner] == o {
		delete(c.owned, o.owner)
	}
	c.unlink(o, o.links)
	for _, u := range c.sortedUsers(o) {
		if u.nestedIn(o) {
			c.remove(u)
		}
	}
}

// sweep away what is gone, and connect what was restored.
func (c *Cloud) sweep() {
	now := c.now()
	for _, a := range c.sortedAccounts() {
		if c.lost != nil && c.lost(a.ID) {
			c.lose(a)
		}
	}
	c.changing = slices.DeleteFunc(c.changing, func(o *Object) bool { return o.change(now) })
	c.leaving = slices.DeleteFunc(c.leaving, func(o *Object) bool {
		if o.Exists(now) {
			return false
		}
		c.remove(o)
		return true
	})
	if !c.unlinked {
		return
	}
	c.unlinked = false
	for _, a := range c.sortedAccounts() {
		for _, os := range a.objects {
			for _, o := range os {
				c.relink(o)
			}
		}
	}
}

// lose an account with everything in it.
func (c *Cloud) lose(a *Account) {
	delete(c.accounts, a.ID)
	for _, os := range a.objects {
		for _, o := range os {
			delete(c.owned, o.owner)
		}
	}
	c.leaving = slices.DeleteFunc(c.leaving, func(o *Object) bool { return o.Account == a })
	c.changing = slices.DeleteFunc(c.changing, func(o *Object) bool { return o.Account == a })
}

func (c *Cloud) relink(o *Object) {
	c.unlink(o, o.links)
	o.links = nil
	r := &Request{Object: o, cloud: c}
	for _, l := range o.Kind.Links {
		for _, value := range o.Args.Strings(l.Field) {
			if to := c.find(r, l.To, value, l.Foreign); to != nil {
				o.links = append(o.links, linked{Link: l, to: to})
			}
		}
	}
	c.link(o)
}

func (o *Object) holds(other *Object) bool {
	return slices.ContainsFunc(o.links, func(l linked) bool { return l.to == other && l.Holds })
}

func (o *Object) nestedIn(other *Object) bool {
	return slices.ContainsFunc(o.links, func(l linked) bool { return l.to == other && l.Nested })
}

// externalName that the provider gives the managed resource of a resource.
func (o *Object) externalName() string {
	switch o.Kind.Naming {
	case Given:
		return o.Name
	case Assigned:
		return o.ID
	case Templated:
		return ""
	}
	return ""
}

// given is the external name of a resource that is not ready yet.
func (o *Object) given() string {
	if o.Kind.Naming == Given {
		return o.Name
	}
	return ""
}

// pending changes of a resource: what is wanted and not there, and what was wanted
// before and is not any more. What is only wanted initially does not count.
func (o *Object) pending(w Wanted) []Change {
	if o.Kind.Whole {
		return o.replaced(w)
	}
	out := o.Args.Changes(w.For.Bare())
	for _, k := range slices.Sorted(maps.Keys(o.applied)) {
		if w.For[k] == nil && w.Init[k] == nil && o.Kind.Defaults[k] == nil && !empty(o.Args[k]) {
			out = append(out, Change{Path: k, Old: o.Args[k]})
		}
	}
	return out
}

// replaced arguments of a resource whose arguments change as a whole.
func (o *Object) replaced(w Wanted) []Change {
	names := map[string]bool{}
	for _, of := range []Value{o.Args, w.For} {
		for k := range of {
			names[k] = names[k] || !slices.Contains(o.Kind.Kept, k)
		}
	}
	var out []Change
	for _, k := range slices.Sorted(maps.Keys(names)) {
		if names[k] && !equal(o.Args[k], w.For[k]) {
			out = append(out, Change{Path: k, Old: o.Args[k], New: w.For[k]})
		}
	}
	return out
}

// updated arguments of a resource.
func (o *Object) updated(w Wanted) Value {
	out := o.Args.Copy()
	for _, c := range o.pending(w) {
		if c.New == nil {
			delete(out, c.Path)
		}
	}
	for k, v := range o.Kind.sent(w.For) {
		if m, ok := v.(map[string]any); ok && !isSet(k) && !o.Kind.Whole {
			have, _ := out[k].(map[string]any)
			out[k] = map[string]any(Value(m).Over(have))
			continue
		}
		out[k] = v
	}
	return out
}

// text of a value in a message.
func text(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}
