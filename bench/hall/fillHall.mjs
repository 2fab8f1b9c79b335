import { post } from '../contenders/charrette.mjs'
import { CITIES, GROUPS, hallBoard } from './hallBoards.mjs'

const PEOPLE_A_GROUP = 4
const DOTS = 5
const PROMPTS = [
	{ kind: 'write', title: { en: 'Obstacles' }, prompt: { en: 'What stands in the way of a street that people use?' } },
	{
		kind: 'link',
		title: { en: 'Solutions' },
		prompt: { en: 'What has worked in your city, and who made it work?' },
	},
	{ kind: 'present', title: { en: 'Actions' }, prompt: { en: 'What will you do at home, with whom, until when?' } },
]
/** The votes: a question, and the kind of its cards. */
const VOTES = [
	['Which obstacle do we take first?', 'obstacle'],
	['Which solution would you try at home?', 'solution'],
]

/** Creates the workshop of the hall, with cards, people and two votes; returns its links. */
export async function fillHall(url) {
	const opened = await post(url, '/api/workshops', { title: 'Cities of the river', groups: GROUPS, cities: CITIES })
	const { workshop, token, joinCode, links } = opened
	const boards = workshop.sessions[0].boards.filter(({ group }) => group)
	for (const [group, { id }] of boards.entries())
		await send(`${url}/api/boards/${id}/import?name=a.json`, token, await hallBoard(group))
	const command = (body) => send(`${url}/api/workshops/${workshop.id}/commands`, token, body)
	for (const phase of PROMPTS) await command({ type: 'phase.add', phase: { minutes: 30, ...phase } })
	const people = []
	for (let n = 0; n < GROUPS * PEOPLE_A_GROUP; n++)
		people.push(await post(url, '/api/join', { code: joinCode, name: `Person ${n}`, city: CITIES[n % GROUPS] }))
	const contents = await Promise.all(boards.map(({ id }) => read(`${url}/api/boards/${id}/content`, token)))
	for (const [title, kind] of VOTES) {
		const { made: round } = await command({ type: 'vote.open', title, budget: DOTS, kinds: [kind] })
		const ballots = `${url}/api/workshops/${workshop.id}/ballots`
		for (const [n, person] of people.entries())
			for (let dot = 0; dot < DOTS; dot++) {
				const group = (n * n + dot * 3) % GROUPS
				const cards = contents[group].cards.filter((card) => card.kind === kind)
				const card = cards[dot === 0 ? 0 : (n + dot) % 4].id
				await send(ballots, person.token, { round, board: boards[group].id, card, count: 1 })
			}
		await command({ type: 'vote.close', round })
	}
	return links
}

async function send(address, token, body) {
	const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }
	const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(body) })
	if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`)
	return answer.json()
}

async function read(address, token) {
	return (await fetch(address, { headers: { Authorization: `Bearer ${token}` } })).json()
}
