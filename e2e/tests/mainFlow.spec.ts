import type { Browser } from '@playwright/test'
import { expect } from '@playwright/test'
import type { Point } from '../support/Actor.ts'
import { Actor } from '../support/Actor.ts'
import { test } from '../support/fixtures.ts'
import { type SampleCard, sample, sampleOf } from '../support/sampleBoard.ts'
import { type Stack, startStack } from '../support/startStack.ts'
import { writeAsStock } from '../support/stockClient.ts'

/**
 * A whole workshop: a facilitator creates it, six participants join two groups by code, and a
 * projector shows a board. The participants add the cards of the sample, link and cluster them, and
 * two of them type in one card at once. Then the server is killed and restarted. The exports
 * contain everything.
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

/**
 * Returns a point of the window for a card by its number, clear of the toolbars and of the panel
 * above a card: otherwise the camera moves, cards are added elsewhere, and a link that is drawn
 * from the edge of the window scrolls the board away from the card it should end at.
 */
function pointOf(index: number): Point {
	return { x: 150 + (index % 4) * 225, y: 262 + Math.floor(index / 4) * 135 }
}

test('a workshop from creation to export', async ({ browser }) => {
	test.setTimeout(1_500_000)
	const facilitator = await Actor.open(browser, 'Facilitator')
	const { code, projectorLink } = await createWorkshop(facilitator)
	const projector = await Actor.open(browser, 'Projector')
	await projector.page.goto(projectorLink)
	await expect(projector.page.getByText(code)).toBeVisible()

	const people = await joinAll(browser, code)
	const groups = await groupsOf(people)
	expect(groups.map((group) => group.members.length).sort()).toEqual([3, 3])
	await expect(projector.page.getByText('6 people from 6 cities')).toBeVisible()

	await test.step('the groups add, link and cluster their cards', () =>
		Promise.all(groups.map((group, index) => fillGroupBoard(group.members, index + 1))))

	await test.step('all browsers show all cards of their board', async () => {
		for (const [index, group] of groups.entries()) await expectAllCards(group.members, index + 1)
	})

	await test.step('two participants type in one card at once', () => typeInOneCard(groups[0]?.members ?? []))

	await test.step('the projector shows the chosen board and cannot edit', async () => {
		await facilitator.page.getByRole('button', { name: 'Show on projector: Group 1' }).click()
		await expect(projector.page.locator('[data-scene-card]').first()).toBeVisible()
		await expectReadOnlyProjector(projector, groups[0]?.board ?? '')
	})

	await test.step('after a kill and restart of the server all clients reconnect', async () => {
		await stack.kill()
		for (const person of people) await person.waitForSaveStatus(/Offline/)
		await stack.start()
		for (const person of people) await person.waitForSaveStatus('Saved')
		for (const [index, group] of groups.entries()) await expectAllCards(group.members, index + 1)
		await people[0]?.writeCard('Question', 'after the restart', { x: 1100, y: 560 })
		for (const person of groups.find((group) => group.members.includes(people[0] as Actor))?.members ?? [])
			await expect(person.card('after the restart')).toHaveCount(1)
		await people[0]?.waitForSaveStatus('Saved')
	})

	await test.step('the exports contain all cards, links and characters', async () => {
		const [one, two] = groups.map((group) => group.members[0]) as [Actor, Actor]
		await exportOtherFormats(one, await exportJson(one, 1))
		await exportJson(two, 2)
	})
})

async function createWorkshop(facilitator: Actor): Promise<{ code: string; projectorLink: string }> {
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

function joinAll(browser: Browser, code: string): Promise<Actor[]> {
	return Promise.all(
		PEOPLE.map(async ([name, city]) => {
			const person = await Actor.open(browser, name)
			await person.join(stack.url, code, city)
			return person
		}),
	)
}

interface GroupAtBoard {
	board: string
	members: Actor[]
}

/** Returns the participants by group, from the API that their pages use. */
async function groupsOf(people: readonly Actor[]): Promise<GroupAtBoard[]> {
	const groups = new Map<string, GroupAtBoard & { title: string }>()
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

/** The members add the cards in turn; then one member links them and another clusters two. */
async function fillGroupBoard(members: readonly Actor[], group: number): Promise<void> {
	const { cards, links } = sampleOf(group)
	await Promise.all(
		members.map(async (member, turn) => {
			for (const [index, card] of cards.entries())
				if (index % members.length === turn) await member.writeCard(card.kind, card.text, pointOf(index))
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

async function expectAllCards(members: readonly Actor[], group: number): Promise<void> {
	for (const member of members)
		for (const card of sampleOf(group).cards) await expect(member.card(card.text), member.name).toHaveCount(1)
}

async function typeInOneCard([first, second, third]: readonly Actor[]): Promise<void> {
	if (!first || !second || !third) throw new Error('the group has fewer than three members')
	const { text } = sampleOf(1).cards[2] as { text: string }
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

async function expectReadOnlyProjector(projector: Actor, board: string): Promise<void> {
	await projector.page.mouse.dblclick(640, 780)
	await projector.page.keyboard.press('1')
	await projector.page.keyboard.type('forged')
	await expect(projector.page.getByText('forged')).toHaveCount(0)
	const token = await projector.page.evaluate(() => {
		const key = Object.keys(localStorage).find((name) => localStorage.getItem(name)?.includes('projector')) ?? ''
		return (JSON.parse(localStorage.getItem(key) ?? '{}') as { token: string }).token
	})
	expect(await writeAsStock(stack.url, board, token)).toBe('nack')
}

interface Exported {
	cards: { id: string; text: string; kind: string }[]
	links: { from: string; to: string; meaning: string }[]
	clusters: { title: string; cards: string[] }[]
}

async function exportJson(person: Actor, group: number): Promise<Exported> {
	const { cards, links } = sampleOf(group)
	const json = await person.exportBoard(/^JSON/)
	const board = JSON.parse(json.bytes.toString()) as Exported
	expect(json.name).toMatch(/^Urban innovation.*Group \d.*\d{4}-\d{2}-\d{2}.*\.json$/)
	const textOf = new Map(board.cards.map((card) => [card.id, card.text]))
	// Its text may have been continued.
	const idOf = (card: SampleCard) => board.cards.find(({ text }) => text.includes(card.text))?.id ?? ''
	for (const card of cards)
		expect(board.cards.some((found) => found.text.includes(card.text) && found.kind === card.kind)).toBe(true)
	const linked = board.links.map((link) => `${textOf.get(link.from)} > ${textOf.get(link.to)}`)
	const wanted = links.map(({ from, to }) => `${textOf.get(idOf(from))} > ${textOf.get(idOf(to))}`)
	expect(linked.sort()).toEqual(wanted.sort())
	expect(board.clusters.map((cluster) => [cluster.title, cluster.cards.length])).toEqual([[TITLES[group - 1], 2]])
	return board
}

async function exportOtherFormats(person: Actor, board: Exported): Promise<void> {
	for (const format of [/Markdown/, /CSV/, /SVG/]) {
		const { bytes } = await person.exportBoard(format)
		const text = lettersOf(bytes.toString())
		for (const card of board.cards) expect(text, `${format}`).toContain(lettersOf(card.text))
	}
	const { bytes } = await person.exportBoard(/PNG/)
	expect(bytes.subarray(1, 4).toString()).toBe('PNG')
	expect(bytes.readUInt32BE(16)).toBeGreaterThan(800)
}

/** Reduces a text to letters and digits, since formats differ in line breaks and escaping. */
function lettersOf(text: string): string {
	return text
		.replace(/<[^>]*>/g, '')
		.replace(/&#x27;|&#39;|&apos;/g, "'")
		.replace(/[^\p{L}\p{N}]/gu, '')
}
