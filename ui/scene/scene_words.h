// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include "ui/model/lab_session.h"

namespace stampede::ui {

/// The sentences of the scene.
class SceneWords {
    Q_DECLARE_TR_FUNCTIONS(SceneWords)

   public:
    /// What an operation carries: "v7" for a SET, "w3" for an UPDATE, else empty.
    static QString payload(RequestId id, const RequestState& request);
    /// The operation without its key: "SET v7".
    static QString operation(RequestId id, const RequestState& request);
    /// With it: "SET user:profile:42 = v7".
    static QString wholeOperation(RequestId id, const RequestState& request);
    /// How a request stands, for its card. With hints it says what comes next.
    static QString standing(RequestId id, const RequestState& request, bool hints);
    /// The same in a word or two.
    static QString standingShort(RequestId id, const RequestState& request, bool hints);
    /// What the operation brought, once the store has performed it ("hit v7"); looked up in the journal before the cursor.
    static QString result(const LabSession& session, const RequestState& request);
    /// "R1 read user:profile:42".
    static QString request(RequestId id, const RequestState& request);
    static QString tip(RequestId id, const RequestState& request, bool hints);
    /// Table and row: "users 42".
    static QString row(Key key);
    /// "42 s", "12 min"; "3 s left" when nearly over.
    static QString ttl(Duration left, bool nearlyOver);
    /// One line for screen readers.
    static QString summary(const LabSession& session, bool hints);
};

}  // namespace stampede::ui
