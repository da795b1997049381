// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/model/property.h"

namespace stampede::ui {

QString propertyName(Property property);      ///< what went wrong, short: "Stale reads"
QString propertyPromise(Property property);   ///< what is promised: "no stale reads"
QString propertySentence(Property property);  ///< what exactly counts, one sentence

}  // namespace stampede::ui
