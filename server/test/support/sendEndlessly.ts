import type { ClientRequest } from 'node:http'

/** Sends zeros until there is an answer; gives it, and how many bytes were sent by then. */
export function sendEndlessly(sending: ClientRequest): Promise<{ status: number; code: string; sent: number }> {
	return new Promise((resolve) => {
		const zeros = Buffer.alloc(64 * 1024)
		let sent = 0
		let isAnswered = false
		const more = () => {
			if (isAnswered) return
			sent += zeros.length
			sending.write(zeros, () => setImmediate(more))
		}
		// The line is cut under what is still being sent.
		sending.on('error', () => {})
		sending.once('response', async (response) => {
			isAnswered = true
			const chunks: Buffer[] = []
			for await (const chunk of response) chunks.push(chunk as Buffer)
			const { error } = JSON.parse(Buffer.concat(chunks).toString()) as { error: { code: string } }
			sending.destroy()
			resolve({ status: response.statusCode ?? 0, code: error.code, sent })
		})
		more()
	})
}
