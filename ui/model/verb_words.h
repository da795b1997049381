// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/model/event.h"

namespace stampede::ui {

/// The words of operations.

QString verbText(Verb verb);      ///< "GET", "SELECT": not translated
QString verbSentence(Verb verb);  ///< one sentence: what the operation does
/// What somebody does who rests: "sleeps until its timer", "waits for another request". Precondition: rests(verb).
QString restText(Verb verb);
/// How an operation ended, in the words of its store: "hit v7", "miss", "1 row v7", "no row", "OK", "timed out".
QString resultText(const Event& replied);
/// Whether the words of an operation should name its key: a batch or a queue has none.
bool namesKey(Verb verb);
/// "worker": whoever works beside the requests, a flusher, a relay, a refresh.
QString workerText();

/// What a guard decided: "waits for another request's load".
QString decisionText(Decision decision);
QString channelText(Channel channel);       ///< what a message of the channel says
QString breakerText(std::int64_t breaker);  ///< "closed", "open", "half-open", by EventType::breaker's detail

}  // namespace stampede::ui
