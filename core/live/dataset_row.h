// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/model/dataset.h"
#include "core/model/key.h"
#include "core/model/row_content.h"

namespace stampede {

/// Binds a row of the data set, as it is created, to sql::kUpsertUser or sql::kUpsertProduct.
inline void bind_initial_row(SQLite::Statement& upsert, Key key) {
    upsert.bind(1, key.id);
    if (key.kind == Kind::product) {
        const ProductRow row = product_row(key.id, 0);
        upsert.bind(2, row.name);
        upsert.bind(3, row.price);
        upsert.bind(4, kInitialVersion);
        upsert.bind(5, 0);
        return;
    }
    const UserRow row = user_row(key.id, 0);
    upsert.bind(2, row.name);
    upsert.bind(3, row.email);
    upsert.bind(4, row.avatar);
    upsert.bind(5, kInitialVersion);
    upsert.bind(6, 0);
}

}  // namespace stampede
