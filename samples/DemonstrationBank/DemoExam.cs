namespace CardTeam.DemonstrationBank;

/// <summary>The question bank of the demonstration, and an exam that the account manager can sit.</summary>
internal static class DemoExam
{
    public const string Code = "CARD-2026-Q";

    /// <summary>The questions by their codes, of every kind.</summary>
    public static IReadOnlyList<(string Code, string Body)> Questions { get; } =
    [
        (
            "COMP-01",
            """
            { "kind": "single", "topic": "合规", "difficulty": "easy",
              "stem": {"zh": "首次申领信用卡，面签应由谁在场办理？", "en": "Who must be present when a first card is signed for?"},
              "points": 2,
              "choices": [
                {"zh": "客户本人与客户经理", "en": "The customer and the account manager"},
                {"zh": "客户经理一人", "en": "The account manager alone"},
                {"zh": "客户的亲友代办", "en": "A relative on the customer’s behalf"}
              ],
              "key": "A",
              "explanation": {"zh": "“三亲”要求亲访、亲签、亲核，不得代办。", "en": "The customer is visited, signs and is checked in person; nobody acts for them."} }
            """
        ),
        (
            "COMP-02",
            """
            { "kind": "multiple", "topic": "合规", "difficulty": "easy",
              "stem": {"zh": "下列哪些行为被禁止？", "en": "Which of these are forbidden?"}, "points": 4,
              "choices": [
                {"zh": "代客户签名", "en": "Signing for a customer"},
                {"zh": "代客户填写收入", "en": "Filling in a customer’s income"},
                {"zh": "核对身份证原件", "en": "Checking the original identity card"},
                {"zh": "告知年费标准", "en": "Telling the annual fee"}
              ],
              "key": "AB" }
            """
        ),
        (
            "COMP-03",
            """
            { "kind": "true-false", "topic": "合规", "difficulty": "easy",
              "stem": {"zh": "客户经理可以替客户保管密码和网银盾。", "en": "An account manager may keep a customer’s password and key."},
              "points": 2, "key": "false" }
            """
        ),
        (
            "COMP-04",
            """
            { "kind": "single", "topic": "合规", "difficulty": "medium",
              "stem": {"zh": "发现申请资料疑似伪造，正确的做法是？", "en": "An application seems forged. What is right?"},
              "points": 2,
              "choices": [
                {"zh": "退回并上报，不得继续办理", "en": "Return and report it, and go no further"},
                {"zh": "请客户重新提供后照常办理", "en": "Ask for new papers and carry on"},
                {"zh": "先发卡，再补资料", "en": "Issue the card first"}
              ],
              "key": "A" }
            """
        ),
        (
            "COMP-05",
            """
            { "kind": "multiple", "topic": "合规", "difficulty": "medium",
              "stem": {"zh": "哪些属于客户个人信息，不得外传？", "en": "What is a customer’s personal data and must not leave the bank?"},
              "points": 4,
              "choices": [
                {"zh": "手机号码", "en": "Telephone number"},
                {"zh": "收入证明", "en": "Proof of income"},
                {"zh": "银行网点地址", "en": "Address of the branch"},
                {"zh": "征信报告", "en": "Credit report"}
              ],
              "key": "ABD" }
            """
        ),
        (
            "COMP-06",
            """
            { "kind": "true-false", "topic": "合规", "difficulty": "medium",
              "stem": {"zh": "营销短信须提供退订方式。", "en": "A marketing message must offer a way to opt out."},
              "points": 2, "key": "true" }
            """
        ),
        (
            "PROD-01",
            """
            { "kind": "single", "topic": "产品知识", "difficulty": "easy",
              "stem": {"zh": "免息还款期从哪一天起算？", "en": "From which day does the interest-free period run?"},
              "points": 2,
              "choices": [
                {"zh": "银行记账日", "en": "The posting day"},
                {"zh": "客户收到账单日", "en": "The day the statement arrives"},
                {"zh": "卡片激活日", "en": "The day of activation"}
              ],
              "key": "A" }
            """
        ),
        (
            "PROD-02",
            """
            { "kind": "numeric", "topic": "产品知识", "difficulty": "easy",
              "stem": {"zh": "分期本金 12,000 元，分 12 期，每期手续费率 0.6%。每期手续费是多少元？", "en": "An instalment plan of 12,000 yuan over 12 months has a fee of 0.6% a month. What is the monthly fee in yuan?"},
              "points": 4, "key": "72", "tolerance": "0.01",
              "explanation": {"zh": "12,000 × 0.6% = 72。", "en": "12,000 × 0.6% = 72."} }
            """
        ),
        (
            "PROD-03",
            """
            { "kind": "ordering", "topic": "产品知识", "difficulty": "medium",
              "stem": {"zh": "请按办卡先后排列以下步骤。", "en": "Put the steps of getting a card in their order."},
              "points": 4,
              "choices": [
                {"zh": "激活", "en": "Activation"},
                {"zh": "进件", "en": "Application"},
                {"zh": "首刷", "en": "First use"},
                {"zh": "核卡", "en": "Approval"}
              ],
              "key": "BDAC" }
            """
        ),
        (
            "PROD-04",
            """
            { "kind": "multiple", "topic": "产品知识", "difficulty": "medium",
              "stem": {"zh": "最低还款额一般包括哪些部分？", "en": "What does the minimum payment usually include?"},
              "points": 4,
              "choices": [
                {"zh": "信用额度内消费款的一部分", "en": "A part of purchases within the limit"},
                {"zh": "全部费用和利息", "en": "All fees and interest"},
                {"zh": "客户的存款", "en": "The customer’s deposits"},
                {"zh": "上期未还的最低还款额", "en": "The unpaid minimum of the month before"}
              ],
              "key": "ABD" }
            """
        ),
        (
            "SERV-01",
            """
            { "kind": "case", "topic": "客户服务", "difficulty": "medium",
              "stem": {"zh": "客户来电称收到一笔不是本人的消费短信，情绪激动，要求立即退款。", "en": "A customer calls about a message for a purchase that is not theirs, is upset, and wants the money back at once."},
              "parts": [
                { "kind": "single",
                  "stem": {"zh": "首先应当做什么？", "en": "What comes first?"},
                  "points": 2,
                  "choices": [
                    {"zh": "安抚客户并协助冻结卡片", "en": "Calm the customer and help to block the card"},
                    {"zh": "解释条款，请客户自行报案", "en": "Explain the terms and send the customer to the police"},
                    {"zh": "承诺当天退款", "en": "Promise a refund today"}
                  ],
                  "key": "A" },
                { "kind": "true-false",
                  "stem": {"zh": "应把通话内容如实登记为投诉工单。", "en": "The call is recorded truly as a complaint."},
                  "points": 2,
                  "key": "true" },
                { "kind": "numeric",
                  "stem": {"zh": "本行规定首次答复不超过几个工作日？", "en": "Within how many working days does the bank answer first?"},
                  "points": 2,
                  "key": "3" }
              ] }
            """
        ),
        (
            "SERV-02",
            """
            { "kind": "single", "topic": "客户服务", "difficulty": "medium",
              "stem": {"zh": "客户抱怨等候太久，恰当的回应是？", "en": "A customer complains about waiting. Which answer is fitting?"},
              "points": 2,
              "choices": [
                {"zh": "致歉并说明预计时间", "en": "Apologise and say how long it will take"},
                {"zh": "告诉客户大家都在等", "en": "Say that everybody waits"},
                {"zh": "请客户改天再来", "en": "Ask the customer to come another day"}
              ],
              "key": "A" }
            """
        ),
    ];

    /// <summary>Ten questions in half an hour, as often as a visitor likes.</summary>
    public const string Exam = """
        { "title": { "zh": "信用卡合规与产品知识测验", "en": "Compliance and product knowledge" },
          "course": "CARD-SALES-1", "forms": ["written"], "passMark": "60", "attempts": 10, "minutes": 30,
          "window": { "from": "2026-04-01", "to": "2028-12-31" },
          "blueprint": [
            { "topic": "合规", "difficulty": "easy", "count": 2 },
            { "topic": "合规", "difficulty": "medium", "count": 2 },
            { "topic": "产品知识", "difficulty": "easy", "count": 2 },
            { "topic": "产品知识", "difficulty": "medium", "count": 2 },
            { "topic": "客户服务", "difficulty": "medium", "count": 2 }
          ],
          "grants": { "certificate": "CARD-COMPLIANCE", "months": 12 } }
        """;

    public const string Interview = "CARD-2026-I";

    /// <summary>An interview that two examiners mark.</summary>
    public const string InterviewExam = """
        { "title": { "zh": "客户沟通面试", "en": "Interview on talking with customers" },
          "course": "CARD-LEAD", "forms": ["interview"], "passMark": "60", "attempts": 3,
          "window": { "from": "2026-04-01", "to": "2028-12-31" },
          "rubric": [ { "name": { "zh": "沟通表达", "en": "Communication" }, "most": 40 },
                      { "name": { "zh": "合规要点", "en": "Compliance" }, "most": 60 } ] }
        """;
}
