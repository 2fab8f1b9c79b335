/**
 * The socket of a server for the commands of its host (CLI5), a file in the data folder that only
 * its owner may open. Requests arrive at the same routes as those of the host's page, with a token.
 */
import { chmodSync, createReadStream, rmSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, request as openRequest, type Server } from 'node:http'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { ErrorBody, HostWorkshop } from '@charrette/shared'
import type { Express } from 'express'
import type { Logger } from 'pino'
import { codeOf } from '../codeOf.ts'
import { StartError } from '../errors.ts'
import type { HostAccess } from '../http/hostAccess.ts'
import type { Config } from './config.ts'
import { listenLocally } from './listen.ts'

const SOCKET = 'charrette.sock'

interface CommandServer {
	server: Server
	/** Listens in the folder of this process. A server without this socket runs without commands. */
	listen(config: Pick<Config, 'scratchDir'>, log: Logger): Promise<void>
}

/** Creates the server for commands of the host, without listening. */
export function createCommandServer(
	app: Express,
	access: Pick<HostAccess, 'issue'>,
	portOf: () => number,
): CommandServer {
	const server = createServer((request, response) => {
		// Without PUBLIC_URL links begin with the address of the request.
		request.headers.host = `localhost:${portOf()}`
		request.headers.authorization = `Bearer ${access.issue().token}`
		app(request, response)
	})
	return {
		server,
		async listen({ scratchDir }, log) {
			const path = join(scratchDir, SOCKET)
			// The file of a process that was killed. The lock of the folder shows that no other one runs.
			rmSync(path, { force: true })
			try {
				await listenLocally(server, path)
				chmodSync(path, 0o600)
			} catch (err) {
				log.warn({ err }, 'commands cannot reach this server')
			}
		},
	}
}

/**
 * Returns the workshop with this id or join code on the running server; null if no server runs.
 * Throws a `StartError` if there is none.
 */
export async function findOnServer(config: Pick<Config, 'dataDir'>, wanted: string): Promise<HostWorkshop | null> {
	const answer = await askServer(config, `/api/host/workshops/${encodeURIComponent(wanted)}`, {
		notFound: `There is no workshop with the id or join code ${wanted}.`,
	})
	return answer && ((await json(answer)) as { workshop: HostWorkshop }).workshop
}

interface CommandRequest {
	method?: 'GET' | 'POST' | 'DELETE'
	/** Sent as JSON. */
	body?: object
	/** The path of a file that is sent instead. */
	file?: string
	/** The sentence if the server does not have what the request names. */
	notFound?: string
}

/**
 * Sends a request to the server that runs on this data folder. Returns its answer; null if no
 * server runs. Throws a `StartError` with the sentence of an answer that is an error.
 */
export async function askServer(
	{ dataDir }: Pick<Config, 'dataDir'>,
	path: string,
	{ method = 'GET', body, file, notFound }: CommandRequest = {},
): Promise<IncomingMessage | null> {
	for (const socketPath of await socketsIn(dataDir)) {
		const answer = await send({ socketPath, path, method, body: body && JSON.stringify(body), file })
		if (!answer) continue
		if ((answer.statusCode ?? 500) < 400) return answer
		const { error } = (await json(answer)) as ErrorBody
		throw new StartError((error.code === 'not_found' && notFound) || error.message)
	}
	return null
}

/** Returns the sockets of a server or its workers. */
async function socketsIn(folder: string): Promise<string[]> {
	const names = await readdir(folder).catch(() => [])
	const workers = names.filter((name) => /^worker\d+$/.test(name)).map((name) => join(folder, name, SOCKET))
	return [join(folder, SOCKET), ...workers]
}

async function send({
	body,
	file,
	...target
}: {
	socketPath: string
	path: string
	method: string
	body: string | undefined
	file: string | undefined
}): Promise<IncomingMessage | null> {
	const bytes = file ? (await stat(file)).size : body && Buffer.byteLength(body)
	const headers = {
		host: 'localhost',
		...(bytes ? { 'content-type': file ? 'application/zip' : 'application/json', 'content-length': bytes } : {}),
	}
	return new Promise((resolve, reject) => {
		const request = openRequest({ ...target, headers }, resolve).on('error', (cause) => {
			if (['ENOENT', 'ECONNREFUSED', 'EINVAL'].includes(codeOf(cause))) resolve(null)
			else reject(new StartError(`The server cannot be asked: ${cause.message}.`, { cause }))
		})
		if (file) pipeline(createReadStream(file), request).catch(() => {})
		else request.end(body)
	})
}
