import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, normalize } from 'node:path'

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }

/** Serves a folder on this machine. Returns its address and a function that stops the server. */
export async function servePages(folder) {
	const server = createServer((request, response) => {
		const file = folder + normalize(new URL(request.url, 'http://here').pathname)
		if (!existsSync(file) || !extname(file)) return response.writeHead(404).end()
		response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream')
		return createReadStream(file).pipe(response)
	}).listen(0, '127.0.0.1')
	await once(server, 'listening')
	return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() }
}
