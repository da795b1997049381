// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/model/fault.h"

namespace stampede {

/// What a fault breaks, for tables and menus.
enum class FaultGroup : std::uint8_t { redis, network, database, application, load };

/// The field of Fault that a parameter fills.
enum class FaultField : std::uint8_t { instance, key, command, added, jitter, amount, choice, probability };

/// A parameter of a fault, as the command line, a plan's file and a form name it.
struct FaultParameter {
    const char* name;   ///< in `name=value`
    const char* label;  ///< for people
    FaultField field;
    const char* unit;    ///< "ms", "%", "KB/s", "bytes"; "" for a number without one
    double initial = 0;  ///< in that unit; of a choice: its place
    double least = 0;
    double most = 0;
    std::span<const char* const> choices{};  ///< of a choice: their names
};

/// All that is known of a kind of fault without doing it.
struct FaultEntry {
    FaultKind kind;
    FaultGroup group;
    const char* title;        ///< the button: "Crash Redis"
    const char* active;       ///< what is the case while it lasts, or has happened, short: "Redis down"
    const char* explanation;  ///< what is really done and what then happens, a sentence or two
    std::span<const FaultParameter> parameters;
};

/// One for each kind, in the order of FaultKind.
std::span<const FaultEntry> fault_catalogue();
const FaultEntry& entry_of(FaultKind kind);

/// The word for the group: "Redis", "Network", "Database", "Application", "Load".
const char* name_of(FaultGroup group);

/// Places in the choices of parameters.
enum class Stream : std::uint8_t { downstream, upstream, both };   ///< `stream`: replies, requests, both (Toxiproxy's word)
enum class Survives : std::uint8_t { nothing, append_only_file };  ///< `data` of redis-kill

/// What to say when Redis should come back with its append-only file and keeps none.
inline constexpr const char* kNoAppendOnlyFile =
    "Redis keeps no append-only file in this lab and comes back empty: open a lab that has one (on the command line, run --append-only).";

}  // namespace stampede
