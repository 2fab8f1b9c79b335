import { useEditor, useValue } from '@tldraw/tldraw'
import { contentOf } from '../contentOf.ts'
import { NO_FILTER } from './Filter.ts'
import { filterOf, passingCards } from './filterOf.ts'
import { ShownCount } from './ShownCount.tsx'

/** How many cards this editor's filter lets be seen. */
export function FilterStand() {
	const editor = useEditor()
	const shown = useValue('passing', () => passingCards(editor)?.size ?? null, [editor])
	const count = useValue('all', () => contentOf(editor).get().cards.length, [editor])
	return <ShownCount shown={shown} count={count} onClear={() => filterOf(editor).set(NO_FILTER)} />
}
