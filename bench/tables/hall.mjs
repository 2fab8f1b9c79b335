import { countFrames } from '../canvas/frames.mjs'
import { launchBrowser } from '../canvas/launchBrowser.mjs'
import { charrette, endpointAt, post } from '../contenders/charrette.mjs'
import { Person } from '../load/Person.mjs'
import { RawSocket } from '../load/RawSocket.mjs'
import { seedBoard } from '../load/seedBoard.mjs'
import { pause } from '../load/until.mjs'
import { goals, number, table } from '../markdown.mjs'
import { withServer } from '../withServer.mjs'

const [GROUPS, PEOPLE, CARDS_A_BOARD] = [24, 214, 62]
const VIEWPORT = { width: 1440, height: 900 }
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const SETTLE_MS = 4000
const BALLOTS_A_SECOND = 35
const MOVES_A_SECOND = 20
const [MIN_FPS, MAX_JOIN_BYTES] = [50, 2000]

/**
 * Measures the facilitator's dashboard in a hall of two hundred people: its frames while people
 * vote and while they change boards, and the bytes that each member receives when another one
 * joins.
 */
export async function hall({ isQuick, log }) {
	const forMs = isQuick ? 3000 : 10_000
	const result = await withServer(charrette, async ({ url }) => {
		const scene = await openHall(url)
		const browser = await launchBrowser()
		try {
			await openOthers(browser, { ...scene, url })
			return { bytesAJoin: scene.bytesAJoin, ...(await measureDashboard({ ...scene, url, browser, forMs })) }
		} finally {
			await browser.close()
			for (const person of scene.people) person.leave()
		}
	})
	log(`  ${JSON.stringify(result)}`)
	const rows = ['idle', 'voting', 'moving'].map((name) => [NAMES[name], number(result[name].fps), ms(result[name].p95)])
	const text = [
		`One workshop: ${GROUPS} groups, ${PEOPLE} people with open sockets, ${GROUPS * CARDS_A_BOARD} cards. In Chromium a dashboard of ${VIEWPORT.width} × ${VIEWPORT.height} px, the projector, a participant’s canvas and a list on a phone are open, on the same two cores as the server and the load.`,
		table(['dashboard', 'frames/s', 'p95 between frames'], rows),
		goals([
			...['voting', 'moving'].map((name) => ({
				goal: `${NAMES[name]}: ≥ ${MIN_FPS} frames/s`,
				found: number(result[name].fps),
				isMet: result[name].fps >= MIN_FPS,
			})),
			{
				goal: `a join costs each member ≤ ${MAX_JOIN_BYTES} bytes`,
				found: number(result.bytesAJoin),
				isMet: result.bytesAJoin <= MAX_JOIN_BYTES,
			},
		]),
	]
	return { text: text.join('\n\n'), results: result }
}

const NAMES = {
	idle: 'nobody does anything',
	voting: `${BALLOTS_A_SECOND} ballots a second`,
	moving: `${MOVES_A_SECOND} people a second change boards`,
}
const ms = (value) => `${number(value)} ms`

/** Opens the workshop, with everybody in its room and cards on all boards. */
async function openHall(url) {
	const { workshop, token, joinCode, links } = await post(url, '/api/workshops', { title: 'Hall', groups: GROUPS })
	const room = `${url.replace('http', 'ws')}/sync/workshop:${workshop.id}`
	const enter = (member, index) => {
		const person = new Person({ url: room, protocols: ['charrette.v1', member], syncProtocol: 'charrette' }, index)
		person.connect()
		return person
	}
	const watcher = new RawSocket(`${room}?schema=3`, ['charrette.v1', token], {
		onOpen: () => {},
		wants: () => false,
		onFrame: () => {},
		onClose: () => {},
	})
	await pause(1000)
	const before = watcher.bytes
	const members = []
	for (let index = 0; index < PEOPLE; index++)
		members.push(await post(url, '/api/join', { code: joinCode, name: `Person ${index}`, city: `City ${index % 24}` }))
	await pause(1000)
	const bytesAJoin = (watcher.bytes - before) / PEOPLE
	watcher.close()
	const boards = workshop.sessions[0].boards.filter(({ group }) => group !== null)
	for (const { id } of boards) (await seedBoard(endpointAt(url, id, token), CARDS_A_BOARD)).leave()
	const people = members.map((member, index) => enter(member.token, index))
	return { workshop, token, joinCode, links, boards, members, people, bytesAJoin }
}

/** Opens the projector, and a board as a participant, on a laptop and on a phone. */
async function openOthers(browser, { url, joinCode, links }) {
	const open = async (options) => (await browser.newContext({ locale: 'en', ...options })).newPage()
	const projector = await open({ viewport: { width: 1920, height: 1080 } })
	await projector.goto(links.projector)
	await projector.locator('main').waitFor()
	for (const device of [{ viewport: { width: 1366, height: 768 } }, PHONE]) {
		const page = await open(device)
		await page.goto(`${url}/join#${joinCode}`)
		await page.getByLabel('Your name').fill('Ana')
		await page.getByRole('combobox', { name: 'Your city' }).fill('Lyon')
		await page.getByRole('button', { name: 'Join', exact: true }).click()
		await page.locator('.tl-canvas, header h1').first().waitFor()
	}
}

async function measureDashboard({ url, browser, forMs, workshop, token, links, boards, members, people }) {
	const page = await (await browser.newContext({ viewport: VIEWPORT, locale: 'en' })).newPage()
	await page.goto(links.facilitator)
	await page.locator('#people').waitFor()
	for (const [index, person] of people.entries()) person.sendPresence({ board: boards[index % GROUPS].id, done: false })
	await pause(SETTLE_MS)
	const idle = await countFrames(page, () => pause(forMs))
	const call = (path, body, member = token) => callApi(url, path, { body, member })
	const commands = `workshops/${workshop.id}/commands`
	const { made: round } = await call(commands, { type: 'vote.open', title: 'Which first?', budget: 20, perCard: 1 })
	const cardsOf = new Map()
	for (const { id } of boards) cardsOf.set(id, (await call(`boards/${id}/content`)).cards)
	let ballots = 0
	const vote = async () => {
		const { token: voter, board } = members[ballots % PEOPLE]
		const cards = cardsOf.get(board.id)
		const { id: card } = cards[Math.floor(ballots / PEOPLE) % cards.length]
		ballots++
		await call(`workshops/${workshop.id}/ballots`, { round, board: board.id, card, count: 1 }, voter)
	}
	const voting = await countFrames(page, () => repeat(vote, { forMs, perSecond: BALLOTS_A_SECOND }))
	await call(commands, { type: 'vote.close', round })
	await pause(SETTLE_MS)
	let moves = 0
	const move = () => {
		people[moves % PEOPLE].sendPresence({ board: boards[(moves * 7 + 3) % GROUPS].id, done: false })
		moves++
	}
	const moving = await countFrames(page, () => repeat(move, { forMs, perSecond: MOVES_A_SECOND }))
	return { idle, voting, moving }
}

/** Does something at a steady rate; resolves once everything is done. */
async function repeat(act, { forMs, perSecond }) {
	const started = performance.now()
	const done = []
	for (let count = 0; performance.now() - started < forMs; count++) {
		done.push(act())
		await pause(Math.max(0, started + ((count + 1) * 1000) / perSecond - performance.now()))
	}
	await Promise.all(done)
}

async function callApi(url, path, { body, member }) {
	const answer = await fetch(`${url}/api/${path}`, {
		method: body ? 'POST' : 'GET',
		headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${member}` },
		...(body && { body: JSON.stringify(body) }),
	})
	if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
	return answer.json()
}
