import type { BoardId, Participant } from '@charrette/shared'
import { expect, it } from 'vitest'
import type { Person } from '../connection/useWorkshop.ts'
import { gatheringProgress } from './gatheringProgress.ts'

const participants = ['Ana', 'Ben', 'Cleo'].map((name) => ({ id: name, name }) as unknown as Participant)
const at = (participant: string | null, board: string) => ({ participant, board }) as unknown as Person
const gathering = { board: 'plenary' as BoardId, at: 1 }

it('[STAGE2a] counts the participants at the board of a gathering, and names those elsewhere', () => {
	const people = [at('Ana', 'plenary'), at('Ana', 'one'), at('Ben', 'one'), at(null, 'one')]
	expect(gatheringProgress({ participants }, gathering, people)).toEqual({ here: 1, online: 2, missing: ['Ben'] })
	expect(gatheringProgress({ participants }, gathering, [])).toEqual({ here: 0, online: 0, missing: [] })
})
