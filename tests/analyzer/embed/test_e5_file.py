import numpy as np

from analyzer.embed.e5_file import dequantise


def test_it_unpacks_a_block_of_32_weights():
    block = np.zeros((1, 1), dtype=[("scale", "<f2"), ("pairs", "u1", 16)])
    block["scale"] = 0.5
    block["pairs"][0, 0] = [0x8F] + [0x88] * 15  # weight 0 is 15, all others 8, which stands for zero
    expected = np.zeros((1, 32))
    expected[0, 0] = 3.5
    np.testing.assert_array_equal(dequantise(block), expected)


def test_it_puts_a_byte_s_upper_half_sixteen_places_on():
    block = np.zeros((1, 1), dtype=[("scale", "<f2"), ("pairs", "u1", 16)])
    block["scale"] = 2.0
    block["pairs"][0, 0] = [0x98] + [0x88] * 15
    assert np.flatnonzero(dequantise(block)[0]).tolist() == [16]
