import { type ESTree, type Plugin, parseSync, Visitor } from 'vite'

/*
 * Leaves out of the bundle the parts of React DOM 19.3.1 that no page reaches: 15 KB of its 62 KB
 * (gzip). React DOM is one module, so no bundler can leave out a part by itself. Pages are rendered
 * in the browser only, so that nothing is ever hydrated. No component uses view transitions, refs
 * of fragments, `Activity`, `SuspenseList`, actions of forms, or tags that React moves into the
 * head of the page; `sourceRules.test.ts` checks that.
 *
 * `pnpm dev` and the unit tests run with the whole of React DOM; the end-to-end tests run with the
 * bundle, and `bundledReact.test.tsx` with what is left of React DOM.
 */

const MODULE = /\/react-dom\/cjs\/react-dom-client\.production\.js$/

/** Variables that always have this value. An assignment to one is replaced by what it assigns. */
const VARIABLES: Readonly<Record<string, string>> = {
	isHydrating: 'false',
	// Whether the commit has changed what a view transition animates.
	viewTransitionMutationContext: 'false',
}

/** Properties that always have this value, of any object. */
const PROPERTIES: Readonly<Record<string, string>> = {
	// Of the state of a root: whether it waits for hydration.
	isDehydrated: 'false',
	// Of the state of a `Suspense`: the server's markup.
	dehydrated: 'null',
}

/** Functions that do nothing on our pages, with what they return. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
	popHydrationState: 'false',
	prepareToHydrateHostInstance: '',
	queueHydrationError: '',
	resetHydrationState: '',
	throwOnHydrationMismatch: '',
	upgradeHydrationErrorsToRecoverable: 'null',
	clearHydrationBoundary: '',
	hideOrUnhideDehydratedBoundary: '',
	updateDehydratedSuspenseComponent: '',
	getNextHydratable: '',
	// Events that wait until their target is hydrated.
	clearIfContinuousEvent: '',
	queueIfContinuousEvent: 'false',
	retryIfBlockedOn: '',
	// View transitions.
	applyViewTransitionName: '',
	applyViewTransitionToHostInstances: '',
	commitAfterMutationEffectsOnFiber: '',
	commitAppearingPairViewTransitions: '',
	commitDeletedPairViewTransitions: '',
	commitEnterViewTransitions: '',
	commitExitViewTransitions: '',
	commitNestedViewTransitions: '',
	measureNestedViewTransitions: '',
	measureViewTransitionHostInstancesRecursive: '',
	restoreEnterOrExitViewTransitions: '',
	restoreNestedViewTransitions: '',
	restorePairedViewTransitions: '',
	restoreViewTransitionOnHostInstances: '',
	scheduleViewTransitionEvent: '',
	startViewTransition: '',
	trackEnterViewTransitions: '',
	// Refs of fragments.
	addFragmentHandleToFiber: '',
	commitFragmentInstanceDeletionEffects: '',
	commitFragmentInstanceInsertionEffects: '',
	commitNewChildToFragmentInstances: '',
	isFragmentInstanceParent: 'false',
	// Actions of forms.
	extractEvents$1: '',
	// Tags that React moves into the head, and files that it fetches ahead.
	isHostHoistableType: 'false',
	acquireResource: '',
	getResource: 'null',
	mountHoistable: '',
	suspendResource: '',
	preconnectAs: '',
	preinitModuleScript: '',
	preinitScript: '',
	preinitStyle: '',
	preload: '',
	preloadModule: '',
	// The names of components in an error's stack, which are minified. No report has them.
	getStackByFiberInDevAndProd: "''",
}

/** Functions that are only called for a component that no page has. */
const UNREACHED = ['FragmentInstance', 'mountActionState', 'updateActivityComponent', 'updateSuspenseListComponent']

/** Statements that are left out, by their beginnings. */
const LEFT_OUT = [
	'FragmentInstance.prototype.',
	'ViewTransitionPseudoElement.prototype.',
	'ReactDOMHydrationRoot.prototype.unstable_scheduleHydration =',
	'exports.hydrateRoot =',
]

/** Leaves the unused parts out. The build fails if React DOM has one of them no more. */
export function leaveOutOfReact(): Plugin {
	return {
		name: 'charrette-leave-out-of-react',
		apply: 'build',
		enforce: 'pre',
		transform: (code, id) => (MODULE.test(id) ? { code: withoutUnusedParts(code), map: null } : null),
	}
}

/** The places of the source that are replaced, and by what. */
type Edits = [place: { start: number; end: number }, text: string][]

/** Returns the source of React DOM without its unused parts. Throws if one of them is not there. */
export function withoutUnusedParts(code: string): string {
	const { program } = parseSync('react-dom.cjs', code)
	const parts = [VARIABLES, PROPERTIES, WITHOUT_EFFECT].flatMap((some) => Object.keys(some))
	const missing = new Set([...parts, ...UNREACHED, ...LEFT_OUT])
	const edits: Edits = []
	for (const statement of program.body) {
		const name = statement.type === 'FunctionDeclaration' ? (statement.id?.name ?? '') : ''
		const body = statement.type === 'FunctionDeclaration' && statement.body
		const leftOut = LEFT_OUT.find((beginning) => code.startsWith(beginning, statement.start))
		if (leftOut) edits.push([statement, ''])
		else if (body && UNREACHED.includes(name))
			edits.push([body, '{ throw Error("left out of React DOM: see unusedReact.ts") }'])
		else if (body && Object.hasOwn(WITHOUT_EFFECT, name)) edits.push([body, `{ return ${WITHOUT_EFFECT[name]} }`])
		missing.delete(leftOut ?? name)
	}
	for (const [name, ...edit] of foldConstants(program)) {
		missing.delete(name)
		edits.push(edit)
	}
	if (missing.size > 0) throw new Error(`React DOM has no more ${[...missing].join(', ')}: see unusedReact.ts`)
	return applyEdits(code, edits)
}

/** Returns the edits that replace the constants by their values, each with the constant's name. */
function foldConstants(program: ESTree.Program): [name: string, ...Edits[number]][] {
	const edits: [name: string, ...Edits[number]][] = []
	/** The names that are not read: they are declared or assigned to. */
	const written = new Set<unknown>()
	/** The functions that have a parameter of a constant's name. */
	const shadowed: { start: number; end: number }[] = []
	const isVariable = (node: ESTree.Node) => node.type === 'Identifier' && Object.hasOwn(VARIABLES, node.name)
	new Visitor({
		FunctionDeclaration: (node) => void (node.params.some(isVariable) && shadowed.push(node)),
		VariableDeclarator: ({ id }) => void written.add(id),
		AssignmentExpression({ left, right, start }) {
			written.add(left)
			if (left.type === 'Identifier' && isVariable(left)) edits.push([left.name, { start, end: right.start }, ''])
		},
		MemberExpression(node) {
			const name = node.property.type === 'Identifier' && !node.computed ? node.property.name : ''
			if (Object.hasOwn(PROPERTIES, name)) edits.push([name, node, PROPERTIES[name] ?? ''])
		},
		Identifier(node) {
			if (!isVariable(node) || written.has(node)) return
			if (shadowed.some(({ start, end }) => start <= node.start && node.end <= end)) return
			edits.push([node.name, node, VARIABLES[node.name] ?? ''])
		},
	}).visit(program)
	return edits
}

/** Applies the edits. An edit within a place that is replaced as a whole is void. */
function applyEdits(code: string, edits: Edits): string {
	let result = ''
	let from = 0
	for (const [{ start, end }, text] of edits.sort(([one], [other]) => one.start - other.start)) {
		if (start < from) continue
		result += code.slice(from, start) + text
		from = end
	}
	return result + code.slice(from)
}
