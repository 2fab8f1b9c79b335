import type { IncomingMessage } from 'node:http'
import { type Duplex, Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { WorkshopId } from '@charrette/shared'
import type { NextFunction, RequestHandler, Response } from 'express'
import { createProxyServer, proxyUpgrade } from 'httpxy'
import type { Logger } from 'pino'
import { AppError } from '../errors.ts'
import type { HttpContext } from '../http/HttpContext.ts'
import type { TrustProxy } from '../http/trustedProxies.ts'
import type { NodeAddress } from '../ports/PlacementStore.ts'
import { tokenOf } from '../rooms/members/upgradeRequest.ts'
import { hopHeaders, targetOfHop } from './hop.ts'
import type { Placement, Stay } from './Placement.ts'
import { type ServeUpgrade, type SocketHandover, startReading, stopReading } from './SocketHandover.ts'

/** A request waits this long for a node that ends, or for a silent one to live or be removed. */
const MAX_WAIT_MS = 6000
const RETRY_MS = 250
/** Interval of asking for the owner of a workshop that moves. */
const ASK_MS = 50
const UPGRADE_MS = 10_000
/** The owner's own limits end a request sooner. */
const PROXY_MS = 10 * 60_000
/** Sockets that may wait for their owner; further ones are closed. */
const MAX_WAITING = 2000
const RETRY_AFTER_S = '1'
/** Paths under which the host of the server reads or changes a workshop. */
const HOST_WORKSHOP = /^\/api\/host\/workshops\/([^/]+)/

export interface DoorDeps {
	placement: Placement
	/** The key that the nodes of this server share. */
	key: string
	trust: TrustProxy
	/** Passes sockets to the other workers of this machine; null without workers. */
	handover: SocketHandover | null
	log: Logger
	/** Returns the workshop of a token; null if it is unknown. Throws a `StorageError`. */
	workshopOfToken(token: string): Promise<WorkshopId | null>
	isWorkshop(id: string): Promise<boolean>
	/** Serves a socket in this process. */
	serveUpgrade: ServeUpgrade
}

/**
 * The entrance of a node, which takes any request and any socket: it serves those of workshops that
 * it owns, or that nobody owns, and passes the others on to their owner (NODE3).
 */
export interface Door {
	passRequests: RequestHandler
	handleUpgrade: ServeUpgrade
	/** Ends the sockets that were passed to nodes that do not live any more. */
	endSocketsOfOthers(living: ReadonlyMap<string, unknown>): void
	/** Ends all sockets that were passed on. */
	close(): void
}

export function createDoor(deps: DoorDeps): Door {
	const { placement, key, trust, handover, log } = deps
	const proxy = createProxyServer({ proxyTimeout: PROXY_MS })
	/** The sockets that pass through this process, by the node that serves them. */
	const passing = new Map<string, Set<Duplex>>()
	const pauses = new Map<WorkshopId, Promise<void>>()
	let waiting = 0
	let isClosing = false

	/** Returns the owner, once it is known to live, or the permission to serve the workshop here. */
	async function enter(workshop: WorkshopId, response: Response | null): Promise<NodeAddress | Stay> {
		const until = performance.now() + MAX_WAIT_MS
		for (;;) {
			const entered = await placement.enter(workshop, response)
			if ('leave' in entered || !entered.isLeaving || performance.now() > until) return entered
			await pauseOf(workshop)
		}
	}

	/** Resolves when the owner is to be asked for again, at the same time for all who wait for it. */
	function pauseOf(workshop: WorkshopId): Promise<void> {
		const pause = pauses.get(workshop) ?? delay(ASK_MS).then(() => void pauses.delete(workshop))
		pauses.set(workshop, pause)
		return pause
	}

	async function workshopOf(token: string | null, path: string): Promise<WorkshopId | null> {
		const [, hostWorkshop] = HOST_WORKSHOP.exec(path) ?? []
		if (hostWorkshop !== undefined) return (await deps.isWorkshop(hostWorkshop)) ? (hostWorkshop as WorkshopId) : null
		return token === null || token === '' ? null : deps.workshopOfToken(token)
	}

	const isSibling = ({ machine }: NodeAddress) => machine === placement.node.machine

	/** Whether a request may be passed on: once, or again to a worker of this machine. */
	function mayPass(request: IncomingMessage, owner: NodeAddress): boolean {
		const target = targetOfHop(request, key)
		return target === null || (target === owner.id && isSibling(owner))
	}

	const targetFor = (owner: NodeAddress) =>
		isSibling(owner) && owner.socket !== null ? { socketPath: owner.socket } : owner.url

	const passRequests: RequestHandler = async (request, response, next) => {
		targetOfHop(request, key)
		const token = /^Bearer +(\S+)$/i.exec(request.get('Authorization') ?? '')?.[1] ?? null
		const workshop = await workshopOf(token, request.path)
		if (workshop === null) next()
		else await placeRequest({ request, response, next }, { workshop, until: performance.now() + MAX_WAIT_MS })
	}

	/** Serves a request here, or passes it on. Throws `busy` if its owner is not reached. */
	async function placeRequest(
		{ request, response, next }: HttpContext & { next: NextFunction },
		{ workshop, until }: { workshop: WorkshopId; until: number },
	): Promise<void> {
		const entered = await enter(workshop, response)
		if ('leave' in entered) {
			if (response.closed) entered.leave()
			else response.once('close', entered.leave)
			next()
			return
		}
		if (await passOn({ request, response }, entered)) return
		if (response.headersSent) response.destroy()
		else if (hasNoBody(request) && performance.now() < until) {
			await delay(RETRY_MS)
			await placeRequest({ request, response, next }, { workshop, until })
		} else {
			response.set('Retry-After', RETRY_AFTER_S)
			throw new AppError('busy')
		}
	}

	/** Returns whether the owner has answered. */
	async function passOn({ request, response }: HttpContext, owner: NodeAddress): Promise<boolean> {
		const target = targetFor(owner)
		if (target === null || !mayPass(request, owner)) return false
		const headers = hopHeaders(request, { key, target: owner.id, trust })
		try {
			const body = hasNoBody(request) ? { buffer: Readable.from([]) } : {}
			await proxy.web(request, response, { target, headers, ...body })
			return true
		} catch (err) {
			log.warn({ err, node: owner.id }, 'request not passed on')
			return false
		}
	}

	async function placeUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		const workshop = await workshopOf(tokenOf(request), '')
		const entered = workshop && (await enter(workshop, null))
		if (entered && 'leave' in entered) {
			if (socket.destroyed) entered.leave()
			else socket.once('close', entered.leave)
		}
		if (socket.destroyed) return
		if (!entered || 'leave' in entered) {
			startReading(socket)
			deps.serveUpgrade(request, socket, head)
		} else if (!mayPass(request, entered)) socket.destroy()
		else if (handover && entered.socket && isSibling(entered) && stopReading(socket))
			handover.pass(entered.socket, request, { socket, head })
		else await passUpgrade(request, { socket, head }, entered)
	}

	async function passUpgrade(
		request: IncomingMessage,
		{ socket, head }: { socket: Duplex; head: Buffer },
		{ id, url }: NodeAddress,
	): Promise<void> {
		if (url === null) {
			socket.destroy()
			return
		}
		startReading(socket)
		const sockets = passing.get(id) ?? new Set()
		passing.set(id, sockets.add(socket))
		socket.once('close', () => sockets.delete(socket))
		const headers = hopHeaders(request, { key, target: id, trust })
		await proxyUpgrade(url, request, socket as never, head, { headers, xfwd: false, upgradeTimeout: UPGRADE_MS })
	}

	const handleUpgrade: ServeUpgrade = (request, socket, head) => {
		// The owner is looked up first, and an error meanwhile would end the process.
		const onError = () => socket.destroy()
		socket.on('error', onError)
		if (isClosing || waiting >= MAX_WAITING) {
			socket.destroy()
			return
		}
		stopReading(socket)
		targetOfHop(request, key)
		waiting++
		placeUpgrade(request, socket, head)
			.catch((err: unknown) => {
				log.warn({ err }, 'socket not placed')
				socket.destroy()
			})
			.finally(() => waiting--)
	}
	if (placement.node.socket) handover?.open(placement.node.socket, handleUpgrade)

	return {
		passRequests,
		handleUpgrade,
		endSocketsOfOthers(living) {
			for (const [id, sockets] of passing) {
				if (living.has(id)) continue
				passing.delete(id)
				for (const socket of sockets) socket.destroy()
			}
		},
		close() {
			isClosing = true
			for (const sockets of passing.values()) for (const socket of sockets) socket.destroy()
		},
	}
}

/** Whether a request can be sent again. */
function hasNoBody({ method }: IncomingMessage): boolean {
	return method === 'GET' || method === 'HEAD'
}
