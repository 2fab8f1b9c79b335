import type { Refusal } from '@charrette/shared'
import type * as Y from 'yjs'
import { refuseUpdate } from './refuseUpdate.ts'

export type Verdict = { refusal: Refusal } | { refusal: null; update: Uint8Array | null; claims: number[] }
export interface Author {
	owner: string
	owners: ReadonlyMap<number, string>
	isStep2: boolean
	takesForeign: boolean
}
export function examineUpdate(doc: Y.Doc, update: Uint8Array, _author: Author): Verdict {
	const refusal = refuseUpdate(doc, update)
	return refusal ? { refusal } : { refusal, update, claims: [] }
}
