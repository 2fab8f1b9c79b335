/*
 * Reads everything behind a facilitator's link that a later release has to show unchanged
 * (RELEASE1). The script that adds a release stores the result, and the test of upgrades reads it
 * again.
 */

/**
 * @param {string} url of a server
 * @param {string} secret of a facilitator's link
 */
export async function readRelease(url, secret) {
	const { token, workshop: opened } = await request(url, '/api/token', { body: { secret } })
	const { id } = opened
	const get = (/** @type {string} */ path) => request(url, path, { token })
	const { workshop } = await get(`/api/workshops/${id}`)
	const boards = workshop.sessions.flatMap((/** @type {any} */ session) => session.boards)
	const { title, locale, locales, cities, joinCode, isAnonymous, sessions, participants, rounds = [] } = workshop
	const contents = await inTurn(boards, ({ id: board }) => get(`/api/boards/${board}/content`))
	const lists = await inTurn(boards, ({ id: board }) => get(`/api/boards/${board}/snapshots`))
	const snapshots = lists.flatMap((/** @type {any} */ list) => list.snapshots)
	return {
		workshop: { id, title, locale, locales, cities, joinCode, isAnonymous, sessions, participants, rounds },
		contents,
		snapshots,
		versions: await inTurn(snapshots, ({ id: snapshot }) => get(`/api/snapshots/${snapshot}/content`)),
		changes: await inTurn(snapshots, ({ id: snapshot }) => get(`/api/snapshots/${snapshot}/changes?until=now`)),
		results: await inTurn(rounds, ({ id: round }) => get(`/api/rounds/${round}/result`)),
		practices: (await get(`/api/workshops/${id}/practices`)).practices,
	}
}

/**
 * @param {string} url
 * @param {string} path
 * @param {{ token?: string, body?: unknown, raw?: string }} [options]
 * @returns {Promise<any>} the parsed answer; throws unless it is a success
 */
export async function request(url, path, { token, body, raw } = {}) {
	const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body))
	const response = await fetch(url + path, {
		method: sent === undefined ? 'GET' : 'POST',
		headers: {
			...(sent === undefined
				? {}
				: { 'Content-Type': raw === undefined ? 'application/json' : 'application/octet-stream' }),
			...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
		},
		...(sent === undefined ? {} : { body: sent }),
	})
	const text = await response.text()
	if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
	return JSON.parse(text)
}

/**
 * @template Item
 * @template Result
 * @param {Item[]} items
 * @param {(item: Item) => Promise<Result>} read
 */
async function inTurn(items, read) {
	const results = []
	for (const item of items) results.push(await read(item))
	return results
}
