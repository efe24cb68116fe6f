"""The invented retailer's themes: name, people, and a sentence somebody might have said."""

from __future__ import annotations

EMPLOYEE_THEMES = (
    ("Too few people on shift", 118, "We were three for the whole floor on a Saturday, and nobody came when we rang."),
    ("Rosters changed at short notice", 96, "I learned on Thursday evening that I was working on Friday morning."),
    ("Systems that crash at the till", 84, "The till froze twice an hour and we had no way around it."),
    ("No training on new products", 71, "They launched the new card and gave us a slide deck to read at home."),
    ("Targets before advice", 66, "I was told to mention insurance to everyone, whether they needed it or not."),
    ("Pay below the shop next door", 60, "Same work, one street away, for a good deal more an hour."),
    ("Managers who do not listen", 52, "I raised it in every meeting and it was never written down."),
    ("No authority to put things right", 47, "I could see the mistake and was not allowed to refund four euros."),
    ("Promotion without clear rules", 38, ""),
    ("Stockroom in disorder", 33, "You spend twenty minutes looking for a box that the system says is there."),
    ("Head office decides without asking", 27, ""),
    ("Good colleagues", 24, "The team carried me through. I will miss every one of them."),
    ("Breaks that cannot be taken", 14, "I ate standing up for most of last winter."),
    ("Commute to the new site", 7, "The new site is an hour and a half each way for me."),
    ("Parking permits for staff", 3, "My permit was taken away in March."),
)

CUSTOMER_THEMES = (
    ("Long queues at the till", 604, "One till open and a queue to the door. Again."),
    ("Wrong information about products", 438, "Two branches, two answers, and both were wrong."),
    ("Payment terminal out of order", 391, "The card machine was down and nobody knew for how long."),
    ("Nobody on the shop floor to ask", 377, "I walked two rounds through the shop and found no one to ask."),
    ("Friendly staff", 352, "The lady at the counter could not have been kinder."),
    ("Pushed to buy insurance", 289, "I came for a cable and was asked about insurance three times."),
    ("Refunds refused on the spot", 254, "I had the receipt, and was still sent to a hotline."),
    ("Shelves empty, website says in stock", 231, "The website said in stock; the shelf had been empty for days."),
    ("Complaints without an answer", 198, "I wrote twice and have heard nothing since."),
    ("Prices rising", 176, "Everything is dearer than last year."),
    ("Opening hours changed", 141, "They close at six now, which is when I finish work."),
    ("Delivery later than promised", 133, "Promised for Tuesday, came on Saturday."),
    ("App signs me out", 97, "The app forgets me every single morning."),
    ("Clean and tidy shop", 64, "Always clean, a pleasure to come in."),
    ("Car park", 31, "Never a space after ten."),
    ("Gift cards", 9, "The gift card did not scan."),
)
