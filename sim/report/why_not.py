"""Why a fact that fails does so."""

WHY_NOT = {
    "A21": "with the ranks go managers' looks at the number, and with them the belief that it counts in reviews, "
    "which draws more use than ranks put off. It takes both to turn it: signs that say nothing, and two in "
    "five whom comparison puts off (worth -.15); then use rises by .010 in all companies. With either alone "
    "it falls.",
    "G1": "people use AI where it pays, and nothing in its worth to them differs from week to week but incidents. "
    "It would take .3 of them a useful week, thirty times the default, to show the fact (.22).",
    "G2": "the number tells too little of who is good with AI: jobs differ in what it reads. Were jobs alike it "
    "would be 1.68 and shown; with skill and AI's worth correlated .5 and not .22 it is 1.58, in seven of "
    "eight companies.",
    "G3": "padding makes errors too. With a third of its incidents the share is .78, in seven of eight companies; "
    "with half of those of useful use .71, in all. Any error counts in the survey, and only what does harm "
    "counts here.",
    "M1": "rank is worth the same however far one is ahead, so nothing rewards a tail. Where each unit also earns "
    ".02 baseline weeks the top user has 362 times the mean (of 20,000 people); with wider knacks and jobs "
    "alone (log sd 1.5 each) 99 times (of 10,000).",
    "M2": "the same missing tail: where each unit earns .1 baseline weeks it is .77. And reviews lift light users "
    "more than heavy ones: if a score were worth nothing it would be .66.",
    "M4": "AI is worth next to nothing to some, and they hardly use it, which stretches the logarithm downwards; if"
    " it were worth the same to all, the spread would be 1.01. Surveys of users do not have such people.",
    "M5": "the opposite happens: being counted in reviews brings light users up. If a score were worth nothing the "
    "difference would be none (.002), since 250 are too few to matter for the spread of all.",
    "N1": "what a year's spending is to reach is held against every week's reading, whose luck (log sd .9) only "
    "those are safe from who aim at nearly four times as much; that is not worth it. Without luck in the "
    "meter the middling person spends just the quota in all companies, with the luck of a year's mean .83 of "
    "it.",
    "W1": "the mean is inside the band and near its upper end: in two companies of five somewhat more than two in a"
    " hundred must go. How often accounts are checked is a guess of the scenario file; with half of it the "
    "share is .013, and in the band in nineteen of twenty.",
}
"""By the id of the fact: what small runs with one thing changed have shown."""
