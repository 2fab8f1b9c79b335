import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// Controls are rendered as in development, where effects run twice.
configure({ reactStrictMode: true })

// Each test starts with an empty page.
afterEach(cleanup)
