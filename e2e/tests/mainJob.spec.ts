import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Point } from '../support/Actor.ts'
import { Actor } from '../support/Actor.ts'
import { sample, workOf } from '../support/sample.ts'
import type { Stack } from '../support/startStack.ts'
import { startStack } from '../support/startStack.ts'
import { test } from '../support/story.ts'
import { writeAsStock } from '../support/typeAsStock.ts'

/**
 * The whole line, as a workshop does it: a facilitator opens it, six people from six cities join by code into two
 * groups, a projector looks on; they write the sample's cards, link them and cluster some; two type in one card at
 * once; the server is killed and comes back; everything is there, and everybody takes it home.
 */
let stack: Stack
test.beforeAll(async () => {
	stack = await startStack()
})
test.afterAll(() => stack.stop())

const PEOPLE = [
	['Ana', 'Bogotá'],
	['李伟', 'Wuhan'],
	['Aminata', 'Dakar'],
	['Jordi', 'Barcelona'],
	['Seo-yeon', 'Seoul'],
	['Marc', 'Paris'],
] as const

const TITLES = ['Permits & procurement', '许可与采购']

/** Where the n-th card of a board goes: clear of the bars, so that no camera has to move. */
function placeOf(index: number): Point {
	return { x: 150 + (index % 4) * 225, y: 198 + Math.floor(index / 4) * 135 }
}

test('a workshop from opening to taking home', async ({ browser }) => {
	test.setTimeout(1_500_000)
	const facilitator = await Actor.enter(browser, 'Facilitator')
	const { code, projectorLink } = await openWorkshop(facilitator)
	const wall = await Actor.enter(browser, 'Wall')
	await wall.page.goto(projectorLink)
	await expect(wall.page.getByText(code)).toBeVisible()

	const people = await everybodyJoins(browser, code)
	const groups = await groupsOf(people)
	expect(groups.map((group) => group.members.length).sort()).toEqual([3, 3])
	await expect(wall.page.getByText('6 people from 6 cities')).toBeVisible()

	await test.step('they write, link and cluster the cards of their groups', () =>
		Promise.all(groups.map((group, index) => mapTogether(group.members, index + 1))))

	await test.step('every browser shows every card of its board', async () => {
		for (const [index, group] of groups.entries()) await everybodySees(group.members, index + 1)
	})

	await test.step('two type in one card at once', () => typeTogether(groups[0]?.members ?? []))

	await test.step('the projector shows the board that was chosen, and cannot write', async () => {
		await facilitator.page.getByRole('button', { name: 'Show on projector: Group 1' }).click()
		await expect(wall.cards).toHaveCount(workOf(1).cards.length)
		await tryToWriteOnTheWall(wall, groups[0]?.board ?? '')
	})

	await test.step('the server is killed, and everybody is back by themselves', async () => {
		await stack.kill()
		for (const person of people) await person.badgeSays(/Offline/)
		await stack.start()
		for (const person of people) await person.badgeSays('Saved')
		for (const [index, group] of groups.entries()) await everybodySees(group.members, index + 1)
		await people[0]?.writeCard('Question', 'after the restart', { x: 1100, y: 560 })
		for (const person of groups.find((group) => group.members.includes(people[0] as Actor))?.members ?? [])
			await expect(person.card('after the restart')).toHaveCount(1)
		await people[0]?.badgeSays('Saved')
	})

	await test.step('the exports hold every card, link and character', async () => {
		for (const [index, group] of groups.entries()) await takesAllHome(group.members[0] as Actor, index + 1)
	})
})

async function openWorkshop(facilitator: Actor): Promise<{ code: string; projectorLink: string }> {
	const { page } = facilitator
	await page.goto(stack.url)
	await page.getByLabel('Title').fill(sample.title)
	await page.getByLabel('中文').check()
	const cities = page.getByLabel('Participating cities')
	await cities.fill(sample.cities.map((city) => city.name).join(', '))
	await cities.press('Enter')
	for (let groups = 6; groups > 2; groups--) await page.getByRole('button', { name: 'One group fewer' }).click()
	await page.getByRole('button', { name: 'Create workshop' }).click()
	const code =
		(await page
			.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
			.first()
			.textContent()) ?? ''
	const projectorLink = await page.getByRole('textbox', { name: 'Projector link' }).inputValue()
	await page.getByRole('link', { name: 'Go to the dashboard' }).click()
	await expect(page.getByRole('heading', { name: 'Group 2' })).toBeVisible()
	return { code, projectorLink }
}

function everybodyJoins(browser: Browser, code: string): Promise<Actor[]> {
	return Promise.all(
		PEOPLE.map(async ([name, city]) => {
			const person = await Actor.enter(browser, name)
			await person.join(stack.url, code, city)
			return person
		}),
	)
}

interface GroupAtWork {
	board: string
	members: Actor[]
}

/** Who is in which group, by the API that their own pages use. */
async function groupsOf(people: readonly Actor[]): Promise<GroupAtWork[]> {
	const groups = new Map<string, GroupAtWork & { title: string }>()
	for (const person of people) {
		const { id, title } = await person.page.evaluate(async () => {
			const key = Object.keys(localStorage).find((name) => localStorage.getItem(name)?.includes('"token"')) ?? ''
			const { workshop, token } = JSON.parse(localStorage.getItem(key) ?? '{}') as { workshop: string; token: string }
			const answer = await fetch(`/api/workshops/${workshop}`, { headers: { Authorization: `Bearer ${token}` } })
			return ((await answer.json()) as { board: { id: string; title: string } }).board
		})
		const group = groups.get(id) ?? { board: id, title, members: [] }
		group.members.push(person)
		groups.set(id, group)
	}
	return [...groups.values()].sort((a, b) => a.title.localeCompare(b.title))
}

/** The members share the writing, then one links and one clusters. */
async function mapTogether(members: readonly Actor[], group: number): Promise<void> {
	const { cards, links } = workOf(group)
	await Promise.all(
		members.map(async (member, turn) => {
			for (const [index, card] of cards.entries())
				if (index % members.length === turn) await member.writeCard(card.kind, card.text, placeOf(index))
		}),
	)
	const [first, second] = members as [Actor, Actor]
	await expect(first.cards).toHaveCount(cards.length)
	for (const { from, to } of links) await first.link(from.text, to.text)
	await expect(second.page.locator('[data-shape-type="arrow"]')).toHaveCount(links.length)
	await expect(second.cards).toHaveCount(cards.length)
	await second.cluster(
		TITLES[group - 1] ?? '',
		cards.slice(0, 2).map((card) => card.text),
	)
	for (const member of members) await expect(member.page.locator('[data-shape-type="frame"]')).toHaveCount(1)
}

async function everybodySees(members: readonly Actor[], group: number): Promise<void> {
	for (const member of members)
		for (const card of workOf(group).cards) await expect(member.card(card.text), member.name).toHaveCount(1)
}

async function typeTogether([first, second, third]: readonly Actor[]): Promise<void> {
	if (!first || !second || !third) throw new Error('three are needed')
	const { text } = workOf(1).cards[2] as { text: string }
	await Promise.all([first.startEditing(text), second.startEditing(text)])
	await second.page.keyboard.press('Control+Home')
	await Promise.all([
		first.page.keyboard.type(' — and who pays?', { delay: 30 }),
		second.page.keyboard.type('问题：', { delay: 90 }),
	])
	const together = `问题：${text} — and who pays?`
	await Promise.all([first, second].map((person) => expect(person.editor).toHaveValue(together)))
	await Promise.all([first, second].map((person) => person.page.keyboard.press('Escape')))
	for (const person of [first, second, third]) await expect(person.card(together)).toHaveCount(1)
}

async function tryToWriteOnTheWall(wall: Actor, board: string): Promise<void> {
	await wall.page.mouse.dblclick(640, 780)
	await wall.page.keyboard.press('1')
	await wall.page.keyboard.type('forged')
	await expect(wall.card('forged')).toHaveCount(0)
	const token = await wall.page.evaluate(() => {
		const key = Object.keys(localStorage).find((name) => localStorage.getItem(name)?.includes('projector')) ?? ''
		return (JSON.parse(localStorage.getItem(key) ?? '{}') as { token: string }).token
	})
	expect(await writeAsStock(stack.url, board, token)).toBe('nack')
	await expect(wall.cards).toHaveCount(workOf(1).cards.length)
}

interface Exported {
	cards: { id: string; text: string; kind: string }[]
	links: { from: string; to: string; meaning: string }[]
	clusters: { title: string; cards: string[] }[]
}

async function takesAllHome(person: Actor, group: number): Promise<void> {
	const { cards, links } = workOf(group)
	const json = await person.takeHome(/JSON/)
	const board = JSON.parse(json.bytes.toString()) as Exported
	expect(json.name).toMatch(/^Urban innovation.*Group \d.*\d{4}-\d{2}-\d{2}.*\.json$/)
	const textOf = new Map(board.cards.map((card) => [card.id, card.text]))
	for (const card of cards)
		expect(board.cards.some((found) => found.text.includes(card.text) && found.kind === card.kind)).toBe(true)
	const linked = board.links.map((link) => `${textOf.get(link.from)} > ${textOf.get(link.to)}`)
	for (const { from, to } of links)
		expect(
			linked.some((link) => link.includes(from.text) && link.includes(to.text)),
			`${from.text} > ${to.text}`,
		).toBe(true)
	expect(board.links).toHaveLength(links.length)
	expect(board.clusters.map((cluster) => [cluster.title, cluster.cards.length])).toEqual([[TITLES[group - 1], 2]])

	for (const format of [/Markdown/, /CSV/, /SVG/]) {
		const { bytes } = await person.takeHome(format)
		const text = readable(bytes.toString())
		for (const card of board.cards) expect(text, `${format}`).toContain(readable(card.text))
	}
	const { bytes } = await person.takeHome(/PNG/)
	expect(bytes.subarray(1, 4).toString()).toBe('PNG')
	expect(bytes.readUInt32BE(16)).toBeGreaterThan(800)
}

/** Letters and digits alone: formats break lines and escape signs each in their own way. */
function readable(text: string): string {
	return text
		.replace(/<[^>]*>/g, '')
		.replace(/&#x27;|&#39;|&apos;/g, "'")
		.replace(/[^\p{L}\p{N}]/gu, '')
}
