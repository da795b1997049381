// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/lab/client_request.h"
#include "core/model/fault.h"

namespace stampede {

/// One thing that a person does to a lab in Step mode.
struct StoryStep {
    enum class Kind : std::uint8_t {
        send,    ///< `request`, `count` times
        let_go,  ///< `operation`
        wake,    ///< whoever rests with `operation`
        wait,    ///< at most `at_most`
        inject,  ///< `fault`
        heal,    ///< `fault`, or all of its kind
        close    ///< what is acknowledged shall go where it goes: the operations that it takes wait to be let go
    };
    Kind kind = Kind::let_go;
    Fate fate = Fate::arrives;  ///< of let_go
    bool of_kind = false;       ///< of heal: all of the kind
    bool at_once = false;       ///< of inject and heal: while the operation of the step before is under way
    std::uint32_t count = 1;    ///< of send
    ClientRequest request{};
    OperationId operation = 0;
    Duration at_most{0};
    Fault fault{};

    static StoryStep send(const ClientRequest& request, std::uint32_t count = 1) {
        return {.kind = Kind::send, .count = count, .request = request};
    }
    static StoryStep let_go(OperationId operation, Fate fate = Fate::arrives) {
        return {.kind = Kind::let_go, .fate = fate, .operation = operation};
    }
    static StoryStep wake(OperationId operation) { return {.kind = Kind::wake, .operation = operation}; }
    static StoryStep wait(Duration at_most) { return {.kind = Kind::wait, .at_most = at_most}; }
    static StoryStep inject(const Fault& fault) { return {.kind = Kind::inject, .fault = fault}; }
    static StoryStep heal(const Fault& fault) { return {.kind = Kind::heal, .fault = fault}; }
    static StoryStep heal(FaultKind kind) { return {.kind = Kind::heal, .of_kind = true, .fault = Fault{kind}}; }
    static StoryStep close() { return {.kind = Kind::close}; }
};

/// Whether both do the same, whoever wants to know how a request ends.
inline bool same(const StoryStep& a, const StoryStep& b) {
    using What = StoryStep::Kind;
    if (a.kind != b.kind || a.at_once != b.at_once) return false;
    switch (a.kind) {
        case What::send:
            return a.count == b.count && a.request.kind == b.request.kind && a.request.key == b.request.key &&
                   a.request.session == b.request.session && a.request.instance == b.request.instance &&
                   a.request.based_on == b.request.based_on;
        case What::let_go: return a.operation == b.operation && a.fate == b.fate;
        case What::wake: return a.operation == b.operation;
        case What::wait: return a.at_most == b.at_most;
        case What::inject: return a.fault == b.fault;
        case What::heal: return a.of_kind == b.of_kind && (a.of_kind ? a.fault.kind == b.fault.kind : same_scope(a.fault, b.fault));
        case What::close: return true;
    }
    return false;
}

}  // namespace stampede
