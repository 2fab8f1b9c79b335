import { spawn, spawnSync } from 'node:child_process'
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readRelease, request } from '../server/test/releases/readRelease.mjs'
import { PrepareError, prepare, runOrExit } from './prepare.mjs'
import { ROOT } from './run.mjs'

/*
 * node scripts/addRelease.mjs
 *
 * Stores the data of this release for the test that later releases can open it (RELEASE1), in
 * server/test/releases/VERSION: a backup of a small workshop that uses every feature, and the API's
 * answers about it. Run it once per release; the folder of a release never changes.
 */

const PROGRAM = join(ROOT, 'server/bin/charrette.mjs')
const MAX_BACKUP_BYTES = 100_000
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const target = join(ROOT, 'server/test/releases', version)

await runOrExit(async () => {
	if (existsSync(target)) throw new PrepareError(`There is one for ${version} already: a release never changes.`)
	prepare()
	const folder = mkdtempSync(join(tmpdir(), 'charrette-release-'))
	try {
		const board = await withServer(join(folder, 'sample'), exportSampleBoard)
		const expected = await withServer(join(folder, 'data'), (url) => fillWorkshop(url, board))
		const backup = backUp(join(folder, 'data'), join(folder, 'backups'))
		mkdirSync(target, { recursive: true })
		copyFileSync(backup, join(target, 'backup.zip'))
		writeFileSync(join(target, 'expected.json'), `${JSON.stringify(expected)}\n`)
		process.stdout.write(`${target}: ${Math.round(statSync(backup).size / 1000)} KB\n`)
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
})

/**
 * Runs the built server with this data folder while `use` runs.
 * @template Result
 * @param {string} dataDir
 * @param {(url: string) => Promise<Result>} use
 */
async function withServer(dataDir, use) {
	const port = await freePort()
	const url = `http://127.0.0.1:${port}`
	const env = {
		...process.env,
		PORT: String(port),
		HOST: '127.0.0.1',
		DATA_DIR: dataDir,
		LOG_LEVEL: 'error',
		MIN_FREE_MB: '0',
	}
	const server = spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'ignore', 'inherit'] })
	const ended = new Promise((resolve) => server.once('exit', resolve))
	try {
		await untilReady(url)
		return await use(url)
	} finally {
		server.kill('SIGTERM')
		await ended
	}
}

/** @param {string} url */
async function untilReady(url) {
	for (let tries = 0; tries < 200; tries++) {
		if (
			await fetch(`${url}/readyz`).then(
				({ ok }) => ok,
				() => false,
			)
		)
			return
		await new Promise((resolve) => setTimeout(resolve, 100))
	}
	throw new PrepareError('The server did not start; see above.')
}

/** Returns the sample board, with cards, links and clusters, as a file. */
async function exportSampleBoard(/** @type {string} */ url) {
	const { workshop, token } = await request(url, '/api/workshops', { body: { title: 'Sample', template: 'sample' } })
	const board = workshop.sessions[0].boards[0].id
	return request(url, `/api/boards/${board}/export?format=json`, { token })
}

/**
 * Creates a workshop in the middle of its day. Returns its links and the API's answers about it.
 * @param {string} url
 * @param {object} board
 */
async function fillWorkshop(url, board) {
	const opened = await request(url, '/api/workshops', {
		body: {
			title: 'Safe streets · 安全的街道',
			locale: 'en',
			locales: ['en', 'zh-CN'],
			cities: ['Dakar', 'Wuhan'],
			groups: 2,
			template: 'obstacle-solution',
		},
	})
	const { workshop, token, joinCode, links } = opened
	const command = (/** @type {object} */ body) =>
		request(url, `/api/workshops/${workshop.id}/commands`, { token, body })
	const [first, second] = workshop.sessions[0].boards.map((/** @type {any} */ one) => one.id)
	const ana = await request(url, '/api/join', { body: { code: joinCode, name: 'Ana', city: 'Dakar' } })
	await request(url, '/api/join', { body: { code: joinCode, name: '陈', city: 'Wuhan' } })
	await request(url, `/api/boards/${first}/import?name=board.json`, { token, raw: JSON.stringify(board) })
	await request(url, `/api/boards/${first}/snapshots`, { token, body: { name: 'Before the vote' } })
	const list = 'kind,text,city\nobstacle,Permits take a year,Dakar\nsolution,一站式窗口,Wuhan\n'
	for (const id of [first, second]) await request(url, `/api/boards/${id}/import?name=list.csv`, { token, raw: list })
	await command({ type: 'phase.next', startsTimer: false })
	const { made: round } = await command({ type: 'vote.open', title: 'What first?' })
	const { cards } = await request(url, `/api/boards/${first}/content`, { token })
	const [voted] = cards
	const ballot = { round, board: first, card: voted.id, count: 1 }
	await request(url, `/api/workshops/${workshop.id}/ballots`, { token: ana.token, body: ballot })
	await command({ type: 'vote.close', round })
	const { link: share } = await request(url, `/api/boards/${first}/shares`, { token, body: { days: 366 } })
	const practice = {
		board: first,
		card: cards.find((/** @type {any} */ { kind }) => kind === 'solution').id,
		locale: 'en',
	}
	await request(url, `/api/workshops/${workshop.id}/practices`, { token: ana.token, body: practice })
	const facilitator = secretOf(links.facilitator)
	return {
		facilitator,
		joinCode,
		share: new URL(share).pathname,
		sharedUntil: Date.now() + 365 * 24 * 3600 * 1000,
		read: await readRelease(url, facilitator),
	}
}

/** @param {string} link */
function secretOf(link) {
	return new URL(link).hash.slice(1)
}

/**
 * @param {string} dataDir
 * @param {string} folder
 */
function backUp(dataDir, folder) {
	const env = { ...process.env, DATA_DIR: dataDir, MIN_FREE_MB: '0' }
	const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, 'backup', folder, '--create', '--json'], {
		env,
		encoding: 'utf8',
	})
	if (status !== 0) throw new PrepareError(`No backup could be made: ${stderr}`)
	const { path } = JSON.parse(stdout)
	const { size } = statSync(path)
	if (size > MAX_BACKUP_BYTES) throw new PrepareError(`The backup has ${size} bytes, more than ${MAX_BACKUP_BYTES}.`)
	return path
}

/** @returns {Promise<number>} */
function freePort() {
	return new Promise((resolve, reject) => {
		const server = createServer().once('error', reject)
		server.listen(0, '127.0.0.1', () => {
			const address = server.address()
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
		})
	})
}
