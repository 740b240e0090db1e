// Reads a code to somebody, and binds an extension: verification code and AXE binding.
using System.Net.Http.Json;

record VerifyBody(string DisplayNbr, string CalleeNbr, string VerifyCode, int LanguageType = 2)
{
    public string PreTone { get; init; } = "code_before.wav";
    public string PosTone { get; init; } = "goodbye.wav";
}

static class Calls
{
    public static Task<HttpResponseMessage> Verify(HttpClient client, string callee, string code) =>
        client.PostAsJsonAsync(
            "/rest/httpsessions/callVerify/v1.0", new VerifyBody("+8610000000001", callee, code));

    public static Task<HttpResponseMessage> Bind(HttpClient client, string number) =>
        client.PostAsJsonAsync("/rest/caas/extendnumber/v1.0", new Dictionary<string, string>
        {
            ["virtualNum"] = "+8610000000001",
            ["bindNum"] = number,
            ["callbackTone"] =
                "callbackTone.wav",
        });
}
