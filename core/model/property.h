// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace stampede {

/// What can go wrong with the data, each judged by the checker in every run and promised, or not, by every strategy.
enum class Property : std::uint8_t {
    stale_read,               ///< a read returned a value older than a write acknowledged, or a value answered to anybody, before it began
    monotonic_read,           ///< a session read something older than what it had read before
    read_your_writes,         ///< a session read something older than what it had written and been told of
    dirty_read,               ///< a read returned a value that never committed (G1a, Adya 1999)
    read_before_commit,       ///< a read returned a value that committed only later
    lost_write,               ///< an acknowledged write never committed, and no newer one of its row did
    lost_update,              ///< two acknowledged read-modify-writes were based on the same version
    applied_twice,            ///< one write committed more than once
    permanent_inconsistency,  ///< a cache differs from the row once nothing moves any more
};

inline constexpr std::size_t kPropertyCount = 9;
inline constexpr std::array<Property, kPropertyCount> kProperties{
    Property::stale_read,  Property::monotonic_read,     Property::read_your_writes,
    Property::dirty_read,  Property::read_before_commit, Property::lost_write,
    Property::lost_update, Property::applied_twice,      Property::permanent_inconsistency};

/// As on the command line: "stale-read", "permanent-inconsistency".
std::string_view id_of(Property property);
std::optional<Property> find_property(std::string_view id);

/// A set of properties.
class Properties {
   public:
    constexpr Properties() = default;
    template <class... P>
    constexpr explicit Properties(Property first, P... rest) : bits_(static_cast<std::uint16_t>((bit(first) | ... | bit(rest)))) {}

    constexpr bool contains(Property property) const { return (bits_ & bit(property)) != 0; }
    constexpr Properties with(Properties other) const { return Properties(static_cast<std::uint16_t>(bits_ | other.bits_)); }
    constexpr Properties without(Properties other) const { return Properties(static_cast<std::uint16_t>(bits_ & ~other.bits_)); }
    friend constexpr bool operator==(Properties, Properties) = default;

   private:
    constexpr explicit Properties(std::uint16_t bits) : bits_(bits) {}
    static constexpr std::uint16_t bit(Property property) { return static_cast<std::uint16_t>(1u << static_cast<unsigned>(property)); }

    std::uint16_t bits_ = 0;
};

}  // namespace stampede
