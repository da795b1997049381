// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "app/cli/combination_options.h"
#include "app/cli/command.h"

namespace stampede {

/// The options of `run` as they were typed; `to_command` checks them.
class RunOptions {
   public:
    void declare(CLI::App& command);

    /// Asks for the list of recipes instead of a run.
    bool asks_for_recipes() const { return recipe_ == "list"; }

    /// One sentence that names the option and what it takes.
    tl::expected<RunCommand, std::string> to_command() const;

   private:
    tl::expected<void, std::string> apply_numbers(RunCommand& command) const;
    tl::expected<void, std::string> apply_stores(RunConfig& config) const;

    tl::expected<void, std::string> begin_with(RunCommand& command) const;

    CombinationOptions combination_;
    std::string recipe_;
    std::string eviction_;
    std::string spread_;
    std::optional<double> sigma_;
    std::optional<double> tail_share_;
    std::optional<double> tail_factor_;
    std::string world_ = "live";
    std::string workload_;
    std::vector<std::string> faults_;
    std::optional<std::uint32_t> keys_;
    std::optional<double> theta_;
    std::optional<std::uint64_t> requests_;
    std::optional<double> duration_;
    std::optional<double> rate_;
    std::optional<std::uint32_t> clients_;
    std::optional<std::uint32_t> warm_;
    std::optional<std::uint32_t> instances_;
    std::optional<double> ttl_;
    std::optional<double> jitter_;
    std::optional<double> cache_ms_;
    std::optional<double> db_ms_;
    std::optional<std::uint32_t> db_pool_;
    std::optional<double> db_deadline_ms_;
    std::string db_cancels_;
    std::optional<double> flush_every_;
    std::optional<std::uint32_t> flush_batch_;
    std::optional<double> cache_mb_;
    std::optional<std::uint64_t> seed_;
    std::string journal_;
    std::string trace_;
    std::string data_dir_;
    std::string database_;
    std::string socket_dir_;
    bool append_only_ = false;
    bool json_ = false;
    bool timeline_ = false;
    bool progress_ = false;
};

}  // namespace stampede
