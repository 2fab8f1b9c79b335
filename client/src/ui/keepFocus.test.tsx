import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { keepFocusIn } from './keepFocus.ts'

interface PageProps {
	hasVote: boolean
	isLast?: boolean
	onClose?: () => void
}

function Page({ hasVote, isLast = false, onClose }: PageProps) {
	return (
		<div ref={keepFocusIn}>
			<button type="button">Menu</button>
			<section aria-label="Votes">
				<h2>Votes</h2>
				{hasVote && (
					<div>
						<button type="button" onClick={onClose}>
							Close vote
						</button>
					</div>
				)}
				<button type="button" disabled={isLast}>
					Next
				</button>
				<button type="button">Result</button>
			</section>
		</div>
	)
}

/** Resolves once all observers before it have seen a change of the page. */
const nextChange = () =>
	new Promise((resolve) => new MutationObserver(resolve).observe(document.body, { subtree: true, childList: true }))

it('[KEY7a] the section of a focused control that disappears gets the focus; Tab goes on there', async () => {
	const user = userEvent.setup()
	const { rerender } = render(<Page hasVote />)
	screen.getByRole('button', { name: 'Close vote' }).focus()
	rerender(<Page hasVote={false} />)
	const section = screen.getByRole('region', { name: 'Votes' })
	await waitFor(() => expect(document.activeElement).toBe(section))
	await user.tab()
	expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Next' }))
	expect(section.getAttributeNames()).toEqual(['aria-label'])
})

it('[KEY7a] the section of a focused control that is disabled gets the focus', async () => {
	const { rerender } = render(<Page hasVote />)
	screen.getByRole('button', { name: 'Next' }).focus()
	rerender(<Page hasVote isLast />)
	await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('region', { name: 'Votes' })))
})

it('[KEY7a] a focus that a person takes elsewhere stays there', async () => {
	const user = userEvent.setup()
	const { rerender } = render(<Page hasVote />)
	screen.getByRole('button', { name: 'Close vote' }).focus()
	await user.click(document.body)
	let changed = nextChange()
	rerender(<Page hasVote={false} />)
	await changed
	expect(document.activeElement).toBe(document.body)
	screen.getByRole('button', { name: 'Menu' }).focus()
	rerender(<Page hasVote />)
	changed = nextChange()
	rerender(<Page hasVote={false} />)
	await changed
	expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Menu' }))
})
