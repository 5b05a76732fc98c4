namespace CardTeam.Incentive.Bundles;

/// <summary>The texts in a bundle for the person who opens it.</summary>
internal static class BundleReadme
{
    public const string En = """
        # Proof of a bonus calculation

        This file contains all that the statements in it rest on: the plans (`plans`), what the bank knew of each manager when
        the month was closed (`managers/*/inputs.json`), and the statements with every line (`managers/*/statement.json`).
        `run.json` says which run calculated them. People, cards and complaints appear by their references only.

        `manifest.json` lists every file with its SHA-256. `manifest.jws` is its signature (ES256, RFC 7515, appendix F).

        ## How to check it

        1. Get the bank's public keys, a JSON web key set: `GET /incentive/bundle-keys`. Not from whoever gave you this file;
           compare the key's id (`kid`, its RFC 7638 thumbprint) with the one the bank publishes.
        2. With the source of CardTeam and the .NET SDK:

               dotnet run --project samples/verify -- THIS-FILE.zip keys.json

        The program is independent of the services. It checks the signature and every hash, calculates every line again from
        the plans and the inputs, and says “equal to the 分”; or it names the first difference and ends with exit code 1.
        `docs/bundles.md` defines every field, so that anybody can write another one.
        """;

    public const string Zh = """
        # 奖金计算证明包

        本文件包含其中各奖金单所依据的全部内容：方案（`plans`）、关账时行内已知的每位客户经理的数据（`managers/*/inputs.json`）、
        以及逐行列示的奖金单（`managers/*/statement.json`）。`run.json` 说明由哪次计算得出。人员、卡片和投诉只以编号出现。

        `manifest.json` 列出每个文件及其 SHA-256；`manifest.jws` 是它的签名（ES256，RFC 7515 附录 F）。

        ## 如何核对

        1. 取得本行的公钥（JSON Web Key 集合）：`GET /incentive/bundle-keys`。不要向提供本文件的人索取；
           请将密钥编号（`kid`，即 RFC 7638 指纹）与本行公布的编号核对。
        2. 使用 CardTeam 源代码和 .NET SDK：

               dotnet run --project samples/verify -- 本文件.zip keys.json

        该程序独立于各服务：先核对签名和每个文件的哈希，再按方案和数据逐行重新计算，结果一致时显示“分毫不差”；
        否则指出第一处不同，并以退出码 1 结束。各字段的定义见 `docs/bundles.md`，任何人都可据此另写程序。
        """;
}
