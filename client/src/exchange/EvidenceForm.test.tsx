import type { PracticeDocument, PracticeEvidence } from '@charrette/shared'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { texts } from '../i18n/exchange/en.ts'
import { addTexts } from '../i18n/texts.ts'
import { useFormEdits } from '../ui/useFormEdits.ts'
import { EvidenceForm } from './EvidenceForm.tsx'

addTexts('en', 'exchange', texts)

const NOTHING: PracticeEvidence = { links: [], figures: [] }

const PLAN: PracticeDocument = { path: `/api/documents/${'0'.repeat(40)}`, title: 'plan', bytes: 3 }
const upload = async (file: File) => (file.name === 'plan.pdf' ? PLAN : null)

/** The form over stored evidence, which another person may change, and which this one may save. */
function Form() {
	const [stored, setStored] = useState({ evidence: NOTHING })
	const { values, change, forget } = useFormEdits(stored)
	const save = () => {
		setStored(structuredClone(values))
		forget(values)
	}
	return (
		<>
			<EvidenceForm evidence={values.evidence} onChange={(evidence) => change({ evidence })} upload={upload} />
			<button type="button" onClick={() => setStored({ evidence: { ...NOTHING, funding: 'A city bond' } })}>
				Others save
			</button>
			<button type="button" onClick={save}>
				Save
			</button>
		</>
	)
}

it('[PRACTICE8] a half-typed row and number stay when others save; what was saved follows them', async () => {
	const user = userEvent.setup()
	render(<Form />)
	const textIn = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name }).value
	const press = (name: string) => user.click(screen.getByRole('button', { name }))
	await press('Add a link')
	await user.type(screen.getByRole('textbox', { name: 'Address' }), 'https://quito.example/bik')
	await user.type(screen.getByRole('textbox', { name: 'Cost' }), '1,')
	await press('Others save')
	expect([textIn('Address'), textIn('Cost'), textIn('Funding')]).toEqual(['https://quito.example/bik', '1,', ''])
	await user.type(screen.getByRole('textbox', { name: 'Cost' }), '5')
	await press('Save')
	expect(textIn('Cost')).toBe('1.5')
	await press('Others save')
	expect([textIn('Cost'), textIn('Funding')]).toEqual(['', 'A city bond'])
})

it('[DOCUMENT1] an uploaded PDF becomes a row with its name, beside what was typed meanwhile', async () => {
	const user = userEvent.setup()
	render(<Form />)
	await user.type(screen.getByRole('textbox', { name: 'Funding' }), 'A bond')
	const input = screen.getByLabelText<HTMLInputElement>('Add a PDF', { selector: 'input' })
	await user.upload(input, new File(['%PDF-'], 'plan.pdf', { type: 'application/pdf' }))
	const title = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Title' })
	await user.type(title, ' of 2024')
	await user.click(screen.getByRole('button', { name: 'Save' }))
	expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Title' }).value).toBe('plan of 2024')
	expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Funding' }).value).toBe('A bond')
	await user.click(screen.getByRole('button', { name: 'Remove Documents 1' }))
	expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull()
})
