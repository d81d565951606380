// SPDX-FileCopyrightText: 2026 The Hyperscalar Authors
//
// SPDX-License-Identifier: Apache-2.0

package cloud

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/crossplane/function-sdk-go/errors"
)

// A Cloud holds the resources of every account at one provider.
type Cloud struct {
	dialect Dialect
	kinds   map[Name]*Kind
	delay   func(Name) time.Duration
	now     func() time.Time
	lost    func(account string) bool

	mu       sync.Mutex
	accounts map[string]*Account
	owned    map[string]*Object
	leaving  []*Object
	changing []*Object
	unlinked bool
	requests int
}

// An Option configures a Cloud.
type Option func(*Cloud)

// WithDelay sets how long the cloud takes to create a resource of a kind. Deleting
// one takes half as long.
func WithDelay(delay func(Name) time.Duration) Option {
	return func(c *Cloud) { c.delay = delay }
}

// WithClock sets the clock.
func WithClock(now func() time.Time) Option {
	return func(c *Cloud) { c.now = now }
}

// WithLost sets what tells whether an account is lost, and everything in it.
func WithLost(lost func(account string) bool) Option {
	return func(c *Cloud) { c.lost = lost }
}

// New returns a cloud that has the supplied kinds of resources.
func New(d Dialect, kinds []Kind, opts ...Option) *Cloud {
	c := &Cloud{
		dialect:  d,
		kinds:    map[Name]*Kind{},
		delay:    func(Name) time.Duration { return 0 },
		now:      time.Now,
		accounts: map[string]*Account{},
		owned:    map[string]*Object{},
	}
	for i := range kinds {
		c.kinds[kinds[i].Name()] = &kinds[i]
	}
	for _, o := range opts {
		o(c)
	}
	return c
}

// Dialect of the cloud.
func (c *Cloud) Dialect() Dialect { return c.dialect }

// Kinds of resources that the cloud has, sorted by name.
func (c *Cloud) Kinds() []*Kind {
	return slices.SortedFunc(maps.Values(c.kinds), func(a, b *Kind) int {
		return strings.Compare(string(a.Name()), string(b.Name()))
	})
}

// Kind with a name, or nil.
func (c *Cloud) Kind(n Name) *Kind { return c.kinds[n] }

// A Wanted is a managed resource: who it is, and what it wants.
type Wanted struct {
	Kind Name

	// Account and AccountSpec are the name and the spec of the provider
	// config.
	Account     string
	AccountSpec Value

	// accountID is the id of the account at the cloud, where it is known
	// without a provider config.
	accountID string

	// Owner is the UID of the managed resource.
	Owner string

	// Name is its external name.
	Name string

	// For and Init are its forProvider and initProvider.
	For, Init Value

	// ObserveOnly resources are read, and belong to somebody else.
	ObserveOnly bool

	// NeverReady resources are created and stay that way.
	NeverReady bool

	// Slow is how much longer than usual it takes to create the resource.
	Slow time.Duration
}

// An Observation is what the cloud says about a resource.
type Observation struct {
	// Exists is true for a resource that exists, even if it is being created
	// or deleted.
	Exists bool

	// Until is when it is worth asking again, for a resource that is busy.
	Until time.Time

	// Busy resources are being created, changed or deleted.
	Busy bool

	// Changing resources are being changed, and work all the same.
	Changing bool

	// Changes that bring the resource to what is wanted.
	Changes []Change

	// Name is the external name. It is empty if the resource has none.
	Name string

	// AtProvider is everything that can be read of the resource.
	AtProvider Value

	// Late arguments were filled in by the cloud.
	Late Value

	// Secrets are the connection details.
	Secrets map[string][]byte
}

// Observe a resource.
func (c *Cloud) Observe(w Wanted) (Observation, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if check := c.kinds[w.Kind].CheckRead; check != nil {
		probe := &Request{Object: c.build(w), cloud: c}
		if err := check(probe); err != nil {
			return Observation{}, c.explain(Read, probe, err)
		}
	}
	o := c.lookup(w)
	if o == nil {
		return Observation{}, nil
	}
	return c.observe(w, o), nil
}

func (c *Cloud) observe(w Wanted, o *Object) Observation {
	if o.owner == w.Owner {
		o.frozen = w.NeverReady
	}
	if !o.Ready(c.now()) {
		return Observation{Exists: true, Busy: true, Until: c.until(o), Name: o.given()}
	}
	if o.next != nil {
		return Observation{Exists: true, Busy: true, Changing: true, Until: o.changed, Name: o.externalName()}
	}
	r := &Request{Object: o, cloud: c}
	obs := Observation{
		Exists:     true,
		Name:       o.externalName(),
		AtProvider: c.read(r),
		Changes:    o.pending(w),
		Late:       late(o.Kind.Defaults, w),
	}
	if o.Kind.Secrets != nil {
		obs.Secrets = o.Kind.Secrets(r)
	}
	return obs
}

func (c *Cloud) until(o *Object) time.Time {
	if o.frozen {
		return time.Time{}
	}
	if !o.gone.IsZero() {
		return o.gone
	}
	return o.ready
}

func (c *Cloud) read(r *Request) Value {
	out := Value{}
	if r.Kind.Attributes != nil {
		out = r.Kind.Attributes(r)
	}
	out = out.Over(c.dialect.Attributes(r)).Over(r.Args)
	maps.DeleteFunc(out, func(attribute string, _ any) bool {
		return r.Kind.Reports != nil && !slices.Contains(r.Kind.Reports, attribute)
	})
	return out
}

// late returns the defaults of a kind that nobody asked for otherwise.
func late(defaults Value, w Wanted) Value {
	out := Value{}
	for k, d := range defaults {
		if w.For[k] == nil && w.Init[k] == nil {
			out[k] = d
		}
	}
	return out.Copy()
}

// Create a resource. It returns when it is worth asking how it went.
func (c *Cloud) Create(w Wanted) (time.Time, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sweep()
	o := c.build(w)
	r := &Request{Object: o, cloud: c}
	if err := c.admit(r); err != nil {
		return time.Time{}, c.explain(Create, r, err)
	}
	if other := c.existing(o); other != nil {
		return time.Time{}, c.explain(Create, r, c.dialect.Exists(r, other))
	}
	o.ready = c.now().Add(c.delayOf(o.Kind) + w.Slow)
	o.frozen = w.NeverReady
	c.insert(o)
	return c.until(o), nil
}

func (c *Cloud) delayOf(k *Kind) time.Duration {
	if k.Instant {
		return 0
	}
	return c.delay(k.Name())
}

// build the resource that is wanted.
func (c *Cloud) build(w Wanted) *Object {
	k := c.kinds[w.Kind]
	o := &Object{
		Kind:    k,
		Account: c.account(w),
		Name:    w.Name,
		Args:    k.sent(w.For).Over(k.sent(w.Init)).Over(k.Defaults),
		seed:    w.Owner,
		owner:   w.Owner,
		applied: k.sent(w.For),
		users:   map[*Object]bool{},
	}
	o.ID = c.identify(&Request{Object: o, cloud: c})
	return o
}

func (c *Cloud) identify(r *Request) string {
	if r.Kind.ID != nil {
		return r.Kind.ID(r)
	}
	if r.Kind.Naming == Given {
		return r.Name
	}
	return r.Kind.Prefix + "0" + r.Hex(16, "id")
}

// existing returns the resource that is in the way of another one.
func (c *Cloud) existing(o *Object) *Object {
	if other := c.byID(o.Account, o.Kind.Name(), o.ID); other != nil {
		return other
	}
	if !o.Kind.World {
		return nil
	}
	for _, a := range c.sortedAccounts() {
		for _, other := range a.objects[o.Kind.Name()] {
			if other.Name == o.Name && other.Exists(c.now()) {
				return other
			}
		}
	}
	return nil
}

// admit a resource: everything that is checked when it is created and updated.
func (c *Cloud) admit(r *Request) error {
	if err := c.dialect.Check(r); err != nil {
		return err
	}
	for _, arg := range r.Kind.Required {
		if !slices.ContainsFunc(strings.Split(arg, "|"), r.Args.Has) {
			return c.dialect.Missing(r, arg)
		}
	}
	links, err := c.resolve(r)
	if err != nil {
		return err
	}
	r.links = links
	if r.Kind.Check == nil {
		return nil
	}
	return r.Kind.Check(r)
}

// resolve what the arguments of a resource point to.
func (c *Cloud) resolve(r *Request) ([]linked, error) {
	var out []linked
	for _, l := range r.Kind.Links {
		for _, value := range r.Args.Strings(l.Field) {
			to := c.find(r, l.To, value, l.Foreign)
			if to == nil {
				if err := c.unresolved(r, l, value); err != nil {
					return nil, err
				}
				continue
			}
			if !to.Ready(c.now()) {
				return nil, c.dialect.NotReady(r, l, to)
			}
			out = append(out, linked{Link: l, to: to})
		}
	}
	return out, nil
}

// unresolved says what is wrong with an argument that points to nothing which the account
// has: it may be another account's, and it need not be simulated at all.
func (c *Cloud) unresolved(r *Request, l Link, value string) error {
	if other := c.elsewhere(r, l.To, value); other != nil {
		return c.dialect.Elsewhere(r, l, other, value)
	}
	if l.Loose {
		return nil
	}
	return c.dialect.NotFound(r, l, value)
}

// Update a resource to what is wanted, unless it is being changed already.
func (c *Cloud) Update(w Wanted) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := c.lookup(w)
	if o == nil || o.next != nil {
		return nil
	}
	r := &Request{Object: o, Old: o.Args, cloud: c}
	pending := o.pending(w)
	for _, change := range pending {
		if isAmong(slices.Concat(o.Kind.Immutable, places()), change.Path) {
			return c.explain(Update, r, cannotChange(change))
		}
	}
	before := o.links
	o.Args = o.updated(w)
	if err := c.admit(r); err != nil {
		o.Args, o.links = r.Old, before
		return c.explain(Update, r, err)
	}
	c.unlink(o, before)
	c.link(o)
	o.applied = o.Kind.sent(w.For)
	if slices.ContainsFunc(pending, func(ch Change) bool { return isAmong(o.Kind.Gradual, ch.Path) }) {
		o.next, o.Args, o.changed = o.Args, r.Old, c.now().Add(c.delayOf(o.Kind))
		c.changing = append(c.changing, o)
	}
	return nil
}

// Places are arguments that no resource can change.
func places() []string {
	return []string{"region", "location", "project", "resourceGroupName"}
}

// isAmong is true for an argument that is one of the supplied ones, or a part of one.
func isAmong(arguments []string, path string) bool {
	return slices.ContainsFunc(arguments, func(a string) bool {
		return path == a || strings.HasPrefix(path, a+".")
	})
}

// Delete a resource. It returns when it is worth asking whether it is gone.
func (c *Cloud) Delete(w Wanted) (time.Time, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	o := c.lookup(w)
	if o == nil {
		return time.Time{}, nil
	}
	if !o.gone.IsZero() {
		return o.gone, nil
	}
	r := &Request{Object: o, cloud: c}
	var by []*Object
	for _, u := range c.sortedUsers(o) {
		if u.holds(o) && u.Exists(c.now()) {
			by = append(by, u)
		}
	}
	if len(by) > 0 {
		return time.Time{}, c.explain(Delete, r, c.dialect.InUse(r, by))
	}
	if o.Kind.CheckDelete != nil {
		if err := o.Kind.CheckDelete(r); err != nil {
			return time.Time{}, c.explain(Delete, r, err)
		}
	}
	o.gone = c.now().Add(c.delayOf(o.Kind) / 2)
	c.leaving = append(c.leaving, o)
	return o.gone, nil
}

// Fail returns the error of something that goes wrong through nobody's mistake.
func (c *Cloud) Fail(op Operation, w Wanted, f Fault, text string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	r := &Request{Object: c.build(w), cloud: c}
	return c.explain(op, r, c.dialect.Fail(r, f, text))
}

// Drift changes the cloud's copy of an argument behind everybody's back.
func (c *Cloud) Drift(w Wanted, path string, value any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o := c.lookup(w); o != nil {
		o.Args = o.Args.Copy()
		o.Args.Set(path, value)
		if o.next != nil {
			o.next = o.next.Copy()
			o.next.Set(path, value)
		}
	}
}

// Vanish deletes a resource behind everybody's back.
func (c *Cloud) Vanish(w Wanted) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o := c.lookup(w); o != nil {
		c.remove(o)
	}
}

// Release a resource whose managed resource exists no more.
func (c *Cloud) Release(owner string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if o, ok := c.owned[owner]; ok {
		o.owner = ""
		delete(c.owned, owner)
	}
}

// Restore a resource that a managed resource was observed to have before the cloud
// was started. What was read of it is the cloud's copy of its arguments.
func (c *Cloud) Restore(w Wanted, atProvider Value) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.owned[w.Owner]; ok {
		return
	}
	o := c.build(w)
	for k := range o.Args {
		if v, ok := atProvider[k]; ok && !o.Kind.Whole {
			o.Args[k] = asked(v, o.Args[k], false)
		}
	}
	for _, k := range o.Kind.Kept {
		if v, ok := atProvider[k]; ok {
			o.Args[k] = v
		}
	}
	if o.Kind.Naming == Assigned && w.Name != "" {
		o.ID = w.Name
	}
	if c.byID(o.Account, o.Kind.Name(), o.ID) != nil {
		return
	}
	o.ready = c.now()
	c.insert(o)
	c.unlinked = true
}

// asked is what was read of an argument, without what the cloud itself put into the
// elements of lists. Nobody asked for that, and lists change as a whole.
func asked(read, want any, inList bool) any {
	switch want := want.(type) {
	case map[string]any:
		r, ok := read.(map[string]any)
		if !ok {
			return read
		}
		out := make(map[string]any, len(r))
		for k, v := range r {
			if w, wanted := want[k]; wanted || !inList {
				out[k] = asked(v, w, inList)
			}
		}
		return out
	case []any:
		r, ok := read.([]any)
		if !ok || len(r) != len(want) {
			return read
		}
		out := make([]any, len(r))
		for i := range r {
			out[i] = asked(r[i], want[i], true)
		}
		return out
	}
	return read
}

// Seed an account, which has the supplied id at the cloud, with a resource that nobody
// manages yet.
func (c *Cloud) Seed(account string, w Wanted) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kinds[w.Kind] == nil {
		return errors.Errorf("no such kind: %q", w.Kind)
	}
	if account == "" {
		return errors.New("it is in no account")
	}
	w.accountID = account
	w.Owner = strings.Join([]string{"seed", account, string(w.Kind), w.Name}, "/")
	o := c.build(w)
	o.owner = ""
	if o.Kind.Naming == Assigned {
		o.ID = w.Name
	}
	if c.byID(o.Account, o.Kind.Name(), o.ID) != nil {
		return nil
	}
	o.ready = c.now()
	c.insert(o)
	c.unlinked = true
	return nil
}

// RequestID returns an id that no request had before.
func (r *Request) RequestID() string {
	r.cloud.requests++
	return uuid(sum(r.seed, strconv.Itoa(r.cloud.requests)))
}

func (c *Cloud) explain(op Operation, r *Request, err error) error {
	e := &Error{}
	if !errors.As(err, &e) {
		return err
	}
	text := c.dialect.Describe(op, r, e)
	if own, ok := c.dialect.(Explainer); ok {
		return own.Explain(op, r, text)
	}
	if op == Read {
		return errors.Errorf("failed to observe the resource: [{0 %s  []}]", text)
	}
	if strings.HasPrefix(text, refuse) {
		return errors.Errorf("async %s failed: %s", op, text)
	}
	return errors.Errorf("async %s failed: failed to %s the resource: [{0 %s  []}]", op, op, text)
}

const refuse = "refuse to update the external resource because the following update requires replacing it: "

func cannotChange(c Change) error {
	return Plain("%scannot change the value of the argument %q from %q to %q", refuse, Snake(c.Path), text(c.Old), text(c.New))
}
