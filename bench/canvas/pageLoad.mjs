import { once } from 'node:events'
import { request } from 'node:http'

/** Records the scripts that a page loads. Returns a function that lists their URLs so far. */
export function recordScripts(page) {
	const urls = new Set()
	page.on('requestfinished', (asked) => {
		if (asked.resourceType() === 'script') urls.add(asked.url())
	})
	return () => [...urls]
}

/** Returns the total bytes of these addresses as a server sends them in one encoding. */
export async function bytesOf(urls, encoding) {
	const sizes = await Promise.all(urls.map((url) => bytesOfOne(url, encoding)))
	return sizes.reduce((sum, size) => sum + size, 0)
}

async function bytesOfOne(url, encoding) {
	const call = request(url, { headers: { 'Accept-Encoding': encoding }, agent: false })
	call.end()
	const [response] = await once(call, 'response')
	let size = 0
	for await (const part of response) size += part.length
	return size
}

/** Emulates a phone on a slow network: 1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip. */
export async function throttleNetwork(page) {
	const session = await page.context().newCDPSession(page)
	const conditions = { latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 }
	await session.send('Network.enable')
	await session.send('Network.emulateNetworkConditions', { offline: false, ...conditions })
}
