// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/async/task.h"
#include "core/model/change.h"
#include "core/model/entry.h"
#include "core/model/operation.h"

namespace stampede {

/// One of the layers between a path and the stores. A path asks the topmost layer; each does its own part and leaves the rest to the one
/// below; the lowest is the path itself, which knows the stores. A guard is a layer that changes some of these steps.
class Layer {
   public:
    virtual ~Layer() = default;

    /// Looks into the cache. The reply is settled, or a miss that says what is known (a lease's token, a stale value).
    virtual Task<Reply> get(Key key) { return below_->get(key); }

    /// After a miss: gets the row from the database and fills the cache. `miss` is what `get` replied.
    virtual Task<Reply> load(Key key, Reply miss) { return below_->load(key, miss); }

    /// Asks the database for the row, and nothing else.
    virtual Task<Reply> select(Key key) { return below_->select(key); }

    /// Stores what a reader has loaded; with EntryState::absent, that there is no such row.
    virtual Task<Reply> fill(Key key, Entry entry) { return below_->fill(key, entry); }

    /// Commits a change in the database.
    virtual Task<Reply> commit(Key key, Change change) { return below_->commit(key, change); }

    /// Stores what a writer has written.
    virtual Task<Reply> put(Key key, Entry entry) { return below_->put(key, entry); }

    /// Sees to it that the cached entry, older than this commit, is not served for longer than need be.
    virtual Task<Reply> drop(Key key, Reply committed) { return below_->drop(key, committed); }

    /// Work beside the requests, until the instance ends; none by default.
    virtual Task<void> background() { co_return; }

    /// Called once no request is in flight: finishes what is not safe elsewhere, or can be finished now; nothing by default.
    virtual Task<void> close() { co_return; }

    /// Called once, when the layers are put together. The lowest layer stands on itself.
    void stand_on(Layer& below, Layer& top) {
        below_ = &below;
        top_ = &top;
    }

   protected:
    Layer& below() const { return *below_; }
    /// The whole stack, for a layer that starts something anew.
    Layer& top() const { return *top_; }

   private:
    Layer* below_ = nullptr;
    Layer* top_ = nullptr;
};

}  // namespace stampede
