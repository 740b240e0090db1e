<?php
// Tells somebody that a parcel comes: voice notification.
function notify(string $base, array $headers, string $callee): array
{
    $body = [
        'displayNbr' => '+8610000000001',
        'calleeNbr' => $callee,
        'playInfoList' => [
            ['notifyVoice' => 'welcome.wav'],
            ['notifyVoice' => 'delivery.wav'],
        ],
    ];
    $request = curl_init($base . '/rest/httpsessions/callnotify/v2.0');
    curl_setopt_array($request, [
        CURLOPT_HTTPHEADER => $headers,
        CURLOPT_POSTFIELDS => json_encode($body),
        CURLOPT_RETURNTRANSFER => true,
    ]);
    return json_decode(curl_exec($request), true);
}
