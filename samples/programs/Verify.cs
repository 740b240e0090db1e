// Reads a code to somebody, and binds an extension: verification code and AXE binding.
using System.Net.Http.Json;

record VerifyBody(string CalleeNbr, string VerifyCode)
{
    public string PreTone { get; init; } = "code_before.wav";
    public string PosTone { get; init; } = "goodbye.wav";
}

static class Calls
{
    public static Task<HttpResponseMessage> Verify(HttpClient client, string callee, string code) =>
        client.PostAsJsonAsync("/rest/httpsessions/callVerify/v1.0", new VerifyBody(callee, code));

    public static Task<HttpResponseMessage> Bind(HttpClient client, string number) =>
        client.PostAsJsonAsync("/rest/caas/extendnumber/v1.0", new Dictionary<string, string>
        {
            ["bindNum"] = number,
            ["callbackTone"] =
                "callbackTone.wav",
        });
}
